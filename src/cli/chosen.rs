//! A party and a meeting of a dossier, by what the shell calls them.
//!
//! Must not know: what is done with them.

use super::help::Call;
use super::{Refusal, plain};
use crate::model::{Dossier, Meeting, MeetingId, PartyId};

fn refuse<T>(call: Call, problem: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Words(problem.into(), Some(call)))
}

/// The party of this name, short name or alias.
pub(super) fn party(dossier: &Dossier, name: &str, call: Call) -> Result<PartyId, Refusal> {
    let names: Vec<&str> = dossier.parties().iter().map(|party| party.name.as_str()).collect();
    if name.is_empty() {
        return refuse(call, format!("which party? Add --party with one of {}", names.join(", ")));
    }
    let wanted = name.trim().to_lowercase();
    let called = |own: &str| own.to_lowercase() == wanted;
    let found = dossier
        .parties()
        .iter()
        .find(|p| called(&p.name) || called(&p.short) || p.aliases.iter().any(|alias| called(alias)));
    match found {
        Some(party) => Ok(party.id),
        None => refuse(call, format!("the dossier has no party «{name}»: one of {}", names.join(", "))),
    }
}

/// The meeting of this id or day; the only one where none is named.
pub(super) fn meeting(dossier: &Dossier, wanted: &str, call: Call) -> Result<MeetingId, Refusal> {
    let meetings = dossier.meetings();
    let told = |meeting: &Meeting| {
        let date = meeting.details().date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        format!("  {}  {date}  {}", meeting.id(), plain(&meeting.details().title))
    };
    let list = || meetings.iter().map(|meeting| told(meeting)).collect::<Vec<_>>().join("\n");
    let mut found = meetings.iter().filter(|meeting| {
        let day = meeting.details().date.map(|date| date.to_string());
        wanted.is_empty() || meeting.id().to_string() == wanted || day.as_deref() == Some(wanted)
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id()),
        (None, _) if meetings.is_empty() => refuse(call, "the dossier has no meeting yet"),
        (None, _) => refuse(call, format!("the dossier has no meeting «{wanted}». It has:\n{}", list())),
        (Some(_), Some(_)) => {
            refuse(call, format!("which meeting? Add --meeting with an id or a day:\n{}", list()))
        }
    }
}
