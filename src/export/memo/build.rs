//! A memo's document, section by section.
//!
//! Must not know: what a section says.

use std::collections::HashSet;

use super::document::{Block, Document, Section};
use super::scope::Scope;
use super::words::{self, Word};
use super::{agreements, annex, change, concerns, facts, gaps, omissions, topics, wording};
use crate::analysis::Overview;
use crate::model::{Day, Dossier, Memo, MemoScope, MemoSection, PassageId};

/// What a memo says of a dossier today. `overview` must tell of this dossier.
///
/// The time it takes grows with the texts and passages that the memo is about.
pub fn memo_document(dossier: &Dossier, overview: &Overview, memo: &Memo, today: Day) -> Document {
    let scope = Scope::new(dossier, overview, memo, today);
    let later = topics::quoted_later(&scope);
    let shown = MemoSection::ALL.into_iter().filter(|section| memo.shows(*section));
    let sections = shown.map(|kind| section(&scope, kind, &later)).collect();
    let mut document = Document {
        language: scope.language,
        title: title(&scope),
        subtitle: subtitle(&scope),
        marking: memo.marking.trim().to_owned(),
        quotes: words::quotes(scope.language),
        sections,
    };
    document.number();
    document
}

fn section(scope: &Scope<'_>, kind: MemoSection, later: &HashSet<PassageId>) -> Section {
    let mut blocks = Vec::new();
    let own = own_paragraphs(scope.memo.text(kind));
    if !own.is_empty() {
        blocks.push(Block::Own(own));
    }
    blocks.extend(match kind {
        MemoSection::BottomLine => gaps::bottom_line(scope),
        MemoSection::Facts => facts::facts(scope),
        MemoSection::Topics => topics::topics(scope, later),
        MemoSection::Concerns => concerns::concerns(scope),
        MemoSection::Agreements => agreements::agreements(scope),
        MemoSection::Commitments => agreements::commitments(scope),
        MemoSection::Omissions => omissions::omissions(scope),
        MemoSection::Wording => wording::wording(scope),
        MemoSection::Change => change::change(scope),
        MemoSection::NextSteps => gaps::next_steps(scope),
        MemoSection::Annex => annex::annex(scope),
    });
    Section { kind, heading: words::heading(kind, scope.language).to_owned(), blocks }
}

/// The reviewer's words, cut at empty lines.
fn own_paragraphs(words: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in words.lines() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if open => {
                last.push('\n');
                last.push_str(line.trim_end());
            }
            _ => paragraphs.push(line.trim_end().to_owned()),
        }
        open = true;
    }
    paragraphs
}

fn title(scope: &Scope<'_>) -> String {
    match scope.memo.title.trim() {
        "" => format!("{}{}", scope.lead(Word::Memo), about(scope)),
        title => title.to_owned(),
    }
}

/// Which meetings it is about.
fn about(scope: &Scope<'_>) -> String {
    match (scope.memo.scope, scope.meetings.as_slice()) {
        (MemoScope::Meeting(_) | MemoScope::Period { from: None, to: None }, [meeting]) => {
            scope.meeting_name(meeting)
        }
        (MemoScope::Meeting(_), _) => scope.word(Word::NoSources).to_owned(),
        (MemoScope::Period { from, to }, _) => words::period(from, to, scope.language),
    }
}

/// The dossier, the meetings where the title does not name them, and the day.
fn subtitle(scope: &Scope<'_>) -> String {
    let dossier = scope.dossier.title().trim();
    let parts = [
        Some(dossier.to_owned()).filter(|title| !title.is_empty()),
        (!scope.memo.title.trim().is_empty()).then(|| about(scope)),
        Some(format!("{} {}", scope.word(Word::AsOf), words::day(scope.today, scope.language))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_are_cut_at_empty_lines() {
        assert_eq!(own_paragraphs("\n One\ntwo \n \n\nthree\n"), [" One\ntwo", "three"]);
        assert!(own_paragraphs(" \n").is_empty());
    }
}
