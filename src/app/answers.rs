//! What views show that takes longer than a frame: asked for when it is needed, worked out elsewhere,
//! and taken in when it comes.
//!
//! While something new is worked out, the last answer stays. Must not know: threads, or how an answer
//! is shown.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::wordings::{Against, Compared, small};
use super::{Effect, Open, State, View};
use crate::analysis::{Finding, Overview, Timeline, Wording, findings_of, wording};
use crate::export::memo::{Document, memo_document};
use crate::model::{Day, Dossier, MeetingId, Memo, Moment, PartyId};
use crate::suggest::Lists;

/// An answer that is worked out elsewhere.
#[derive(Debug)]
pub struct Awaited<T> {
    /// The last answer; `None` before the first one.
    pub shown: Option<Arc<T>>,
    /// A number that rises with every answer.
    pub version: u64,
    /// What the last answer is of, and what is being worked out.
    of: Option<u64>,
    asked: Option<u64>,
}

impl<T> Default for Awaited<T> {
    fn default() -> Self {
        Self { shown: None, version: 0, of: None, asked: None }
    }
}

impl<T> Awaited<T> {
    /// Whether something is being worked out.
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether this is to be asked for: it is not what is shown, and nothing is being worked out. One
    /// question is under way at a time, so that changes that follow each other fast do not pile up.
    fn wants(&mut self, of: u64) -> bool {
        if self.of == Some(of) || self.asked.is_some() {
            return false;
        }
        self.asked = Some(of);
        true
    }

    fn take(&mut self, of: u64, answer: T) {
        if self.asked == Some(of) {
            self.asked = None;
            self.of = Some(of);
            self.version += 1;
            self.shown = Some(Arc::new(answer));
        }
    }
}

/// A question about the whole dossier.
#[derive(Debug, Clone)]
enum Asked {
    /// The memo as it will be.
    Memo(Box<Memo>, Day),
    /// How each topic moved from meeting to meeting.
    Timeline,
    /// What follows from tags and links, in one meeting or in all.
    Findings(Option<MeetingId>),
    /// The sides' words beside each other, with the lists in use.
    Sides(MeetingId, Option<Arc<Lists>>),
    /// A side's text against its last one.
    Against(MeetingId, PartyId),
}

/// What came of it.
#[derive(Debug)]
enum Answer {
    Memo(Document),
    Timeline(Timeline),
    Findings(Vec<Finding>),
    Sides(Wording),
    Against(Option<Against>),
}

/// A question with what it is asked of; to be worked out where nobody waits for it.
#[derive(Debug, Clone)]
pub struct ViewJob {
    of: u64,
    dossier: Arc<Dossier>,
    overview: Arc<Overview>,
    asked: Asked,
}

impl PartialEq for ViewJob {
    fn eq(&self, other: &Self) -> bool {
        // The name tells the state of the dossier and the question.
        self.of == other.of
    }
}

/// An answer on its way to its view.
#[derive(Debug)]
pub struct Viewed {
    of: u64,
    answer: Answer,
}

impl ViewJob {
    /// Works it out.
    pub fn run(self) -> Viewed {
        let Self { of, dossier, overview, asked } = self;
        let answer = match asked {
            Asked::Memo(memo, today) => Answer::Memo(memo_document(&dossier, &overview, &memo, today)),
            Asked::Findings(of) => {
                let one = of.and_then(|id| dossier.position_of(id));
                let meetings = match one {
                    Some(at) => dossier.meetings().get(at..=at),
                    None if of.is_none() => Some(dossier.meetings()),
                    None => None,
                };
                Answer::Findings(findings_of(&dossier, &overview, meetings.unwrap_or_default()))
            }
            Asked::Sides(meeting, lists) => Answer::Sides(wording(&dossier, meeting, &small(lists))),
            Asked::Against(meeting, party) => Answer::Against(Against::of(&dossier, meeting, party)),
            Asked::Timeline => Answer::Timeline(Timeline::build(&dossier, &overview)),
        };
        Viewed { of, answer }
    }
}

/// Takes an answer in.
pub(super) fn take(state: &mut State, viewed: Viewed) {
    let Some(open) = &mut state.open else { return };
    let Viewed { of, answer } = viewed;
    match answer {
        Answer::Memo(document) => open.views.memo.document.take(of, document),
        Answer::Sides(sides) => open.views.wording.sides.take(of, sides),
        Answer::Against(against) => open.views.wording.against.take(of, against),
        Answer::Findings(found) => open.views.matrix.findings.take(of, found),
        Answer::Timeline(timeline) => open.views.timeline.answer.take(of, timeline),
    }
}

/// Asks for what the view shown needs and does not have.
pub(super) fn keep_up(state: &mut State, now: Moment) -> Option<Effect> {
    let lists = state.lists.in_use();
    let open = state.open.as_mut()?;
    if open.views.now == View::Memo {
        super::memos::keep_up(open, now);
    }
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let asked = match open.views.now {
        View::Memo => Asked::Memo(Box::new(super::memos::shown(open)?.clone()), today),
        View::Wording => match super::wordings::compared(open) {
            Compared::Sides => Asked::Sides(open.at.meeting?, lists),
            Compared::LastTime(party) => Asked::Against(open.at.meeting?, party),
        },
        View::Timeline => Asked::Timeline,
        View::Matrix if open.views.matrix.choice.all_meetings => Asked::Findings(None),
        View::Matrix => Asked::Findings(Some(open.at.meeting?)),
        _ => return None,
    };
    let of = name(open, &asked);
    let wanted = match asked {
        Asked::Memo(..) => open.views.memo.document.wants(of),
        Asked::Timeline => open.views.timeline.answer.wants(of),
        Asked::Sides(..) => open.views.wording.sides.wants(of),
        Asked::Against(..) => open.views.wording.against.wants(of),
        Asked::Findings(_) => open.views.matrix.findings.wants(of),
    };
    let job =
        || ViewJob { of, dossier: Arc::clone(&open.dossier), overview: Arc::clone(&open.overview), asked };
    wanted.then(|| Effect::View(Box::new(job())))
}

/// A name for a question in a state of the dossier.
fn name(open: &Open, asked: &Asked) -> u64 {
    let mut hasher = DefaultHasher::new();
    open.state_name().hash(&mut hasher);
    match asked {
        Asked::Memo(memo, today) => {
            // What else it holds is part of the dossier, or is there only until it is.
            ("memo", memo.id, memo.scope, today).hash(&mut hasher);
        }
        Asked::Timeline => "timeline".hash(&mut hasher),
        Asked::Sides(meeting, _) => ("sides", meeting).hash(&mut hasher),
        Asked::Against(meeting, party) => ("against", meeting, party).hash(&mut hasher),
        Asked::Findings(of) => ("findings", of).hash(&mut hasher),
    }
    hasher.finish()
}
