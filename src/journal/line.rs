//! An edit as JSON, and back: what to do, the ids it names, and the object it puts.
//!
//! The objects are as they stand in the dossier's file; the place of a passage is in bytes of its text,
//! which the base of the journal fixes.
//! Must not know: the disk, or in which order edits come.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::edit::Edit;
use crate::model::Place;
use crate::store::pieces::{self, Pieces};
use crate::text::{ByteOffset, ByteRange};

/// One edit as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Line<'a> {
    #[serde(rename = "do", borrow)]
    what: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    meeting: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    statement: Option<Cow<'a, str>>,
    /// The id of what is removed.
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    id: Option<Cow<'a, str>>,
    /// Where in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    words: Option<Cow<'a, str>>,
    /// First byte, and one past the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<(usize, usize)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    object: Option<Box<RawValue>>,
}

impl<'a> Line<'a> {
    fn new(what: &'static str) -> Self {
        Self { what: what.into(), ..Self::default() }
    }

    fn meeting(self, id: impl Display) -> Self {
        Self { meeting: Some(id.to_string().into()), ..self }
    }

    fn place(self, place: Place) -> Self {
        Self { statement: Some(place.statement.to_string().into()), ..self.meeting(place.meeting) }
    }

    fn id(self, id: impl Display) -> Self {
        Self { id: Some(id.to_string().into()), ..self }
    }

    fn index(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }

    fn words(self, words: &'a str) -> Self {
        Self { words: Some(words.into()), ..self }
    }

    fn object(self, json: String) -> Self {
        // What can't be written is missed when it is read, and told then.
        Self { object: RawValue::from_string(json).ok(), ..self }
    }

    /// The edit as it is written.
    pub(super) fn of(edit: &'a Edit) -> Self {
        match edit {
            Edit::SetTitle(words) => Self::new("set_title").words(words),
            Edit::SetNote(words) => Self::new("set_note").words(words),
            Edit::PutParty { index, party } => {
                Self::new("put_party").index(*index).object(pieces::party(party))
            }
            Edit::RemoveParty(id) => Self::new("remove_party").id(id),
            Edit::PutTopic { index, topic } => {
                Self::new("put_topic").index(*index).object(pieces::topic(topic))
            }
            Edit::RemoveTopic(id) => Self::new("remove_topic").id(id),
            Edit::PutReviewer { index, reviewer } => {
                Self::new("put_reviewer").index(*index).object(pieces::reviewer(reviewer))
            }
            Edit::RemoveReviewer(id) => Self::new("remove_reviewer").id(id),
            Edit::SetCodebook(codebook) => Self::new("set_codebook").object(pieces::codebook(codebook)),
            Edit::AddMeeting(meeting) => Self::new("add_meeting").object(pieces::meeting(meeting)),
            Edit::RemoveMeeting(id) => Self::new("remove_meeting").meeting(id),
            Edit::SetMeeting { id, details } => {
                Self::new("set_meeting").meeting(id).object(pieces::details(*id, details))
            }
            Edit::AddStatement { meeting, index, statement } => {
                Self::new("add_statement").meeting(meeting).index(*index).object(pieces::statement(statement))
            }
            Edit::RemoveStatement(place) => Self::new("remove_statement").place(*place),
            Edit::SetStatement { place, details } => Self::new("set_statement")
                .place(*place)
                .object(pieces::statement_details(place.statement, details)),
            Edit::SwapStatement { meeting, statement } => {
                Self::new("swap_statement").meeting(meeting).object(pieces::statement(statement))
            }
            Edit::PutPassage { place, passage } => {
                let (start, end) = (passage.range.start().get(), passage.range.end().get());
                let line = Self::new("put_passage").place(*place).object(pieces::passage(passage));
                Self { bytes: Some((start, end)), ..line }
            }
            Edit::RemovePassage { place, id } => Self::new("remove_passage").place(*place).id(id),
            Edit::SetLost { place, lost } => Self::new("set_lost").place(*place).object(pieces::lost(lost)),
            Edit::PutLink { meeting, link } => {
                Self::new("put_link").meeting(meeting).object(pieces::link(*meeting, link))
            }
            Edit::RemoveLink { meeting, id } => Self::new("remove_link").meeting(meeting).id(id),
            Edit::PutAbsence { meeting, absence } => {
                Self::new("put_absence").meeting(meeting).object(pieces::absence(*meeting, absence))
            }
            Edit::RemoveAbsence { meeting, id } => Self::new("remove_absence").meeting(meeting).id(id),
            Edit::PutMemo { index, memo } => Self::new("put_memo").index(*index).object(pieces::memo(memo)),
            Edit::RemoveMemo(id) => Self::new("remove_memo").id(id),
            Edit::PutSearch { index, search } => {
                Self::new("put_search").index(*index).object(pieces::search(search))
            }
            Edit::RemoveSearch(id) => Self::new("remove_search").id(id),
            Edit::SetLabels { meeting, counters } => {
                Self::new("set_labels").meeting(meeting).object(pieces::labels(*meeting, counters))
            }
        }
    }

    /// The edit that is written here; `pieces` learns what it brings.
    pub(super) fn edit(&self, pieces: &mut Pieces) -> Result<Edit, String> {
        let wanted = |what: &str| format!("«{}» without {what}", self.what);
        let object = || self.object.as_deref().map(RawValue::get).ok_or_else(|| wanted("what it puts"));
        let index = || self.index.ok_or_else(|| wanted("its place in the list"));
        let words = || self.words.as_deref().map(str::to_owned).ok_or_else(|| wanted("words"));
        Ok(match &*self.what {
            "set_title" => Edit::SetTitle(words()?),
            "set_note" => Edit::SetNote(words()?),
            "put_party" => {
                let party = pieces.party(object()?)?;
                pieces.learn_party(party.id);
                Edit::PutParty { index: index()?, party }
            }
            "remove_party" => Edit::RemoveParty(id(&self.id)?),
            "put_topic" => {
                let topic = pieces.topic(object()?)?;
                pieces.learn_topic(topic.id);
                Edit::PutTopic { index: index()?, topic }
            }
            "remove_topic" => Edit::RemoveTopic(id(&self.id)?),
            "put_reviewer" => {
                let reviewer = pieces.reviewer(object()?)?;
                pieces.learn_reviewer(reviewer.id);
                Edit::PutReviewer { index: index()?, reviewer }
            }
            "remove_reviewer" => Edit::RemoveReviewer(id(&self.id)?),
            "set_codebook" => {
                let codebook = pieces.codebook(object()?)?;
                pieces.learn_codebook(&codebook);
                Edit::SetCodebook(Arc::new(codebook))
            }
            "add_meeting" => Edit::AddMeeting(Arc::new(pieces.meeting(object()?)?)),
            "remove_meeting" => Edit::RemoveMeeting(id(&self.meeting)?),
            "set_meeting" => Edit::SetMeeting { id: id(&self.meeting)?, details: pieces.details(object()?)? },
            "add_statement" => {
                let statement = Arc::new(pieces.statement(object()?)?);
                Edit::AddStatement { meeting: id(&self.meeting)?, index: index()?, statement }
            }
            "remove_statement" => Edit::RemoveStatement(self.read_place()?),
            "set_statement" => {
                let details = Box::new(pieces.statement_details(object()?)?);
                Edit::SetStatement { place: self.read_place()?, details }
            }
            "swap_statement" => {
                let statement = Arc::new(pieces.statement(object()?)?);
                Edit::SwapStatement { meeting: id(&self.meeting)?, statement }
            }
            "put_passage" => {
                let (start, end) = self.bytes.ok_or_else(|| wanted("its place"))?;
                let range = ByteRange::new(ByteOffset::new(start), ByteOffset::new(end));
                let range = range.ok_or_else(|| wanted("a sound place"))?;
                let passage = Arc::new(pieces.passage(object()?, range)?);
                Edit::PutPassage { place: self.read_place()?, passage }
            }
            "remove_passage" => Edit::RemovePassage { place: self.read_place()?, id: id(&self.id)? },
            "set_lost" => Edit::SetLost { place: self.read_place()?, lost: pieces.lost(object()?)? },
            "put_link" => Edit::PutLink { meeting: id(&self.meeting)?, link: pieces.link(object()?)? },
            "remove_link" => Edit::RemoveLink { meeting: id(&self.meeting)?, id: id(&self.id)? },
            "put_absence" => {
                Edit::PutAbsence { meeting: id(&self.meeting)?, absence: pieces.absence(object()?)? }
            }
            "remove_absence" => Edit::RemoveAbsence { meeting: id(&self.meeting)?, id: id(&self.id)? },
            "put_memo" => Edit::PutMemo { index: index()?, memo: Arc::new(pieces.memo(object()?)?) },
            "remove_memo" => Edit::RemoveMemo(id(&self.id)?),
            "put_search" => Edit::PutSearch { index: index()?, search: pieces.search(object()?)? },
            "remove_search" => Edit::RemoveSearch(id(&self.id)?),
            "set_labels" => {
                Edit::SetLabels { meeting: id(&self.meeting)?, counters: pieces.labels(object()?)? }
            }
            other => {
                return Err(format!("«{}» is not known here", other.chars().take(60).collect::<String>()));
            }
        })
    }

    fn read_place(&self) -> Result<Place, String> {
        Ok(Place { meeting: id(&self.meeting)?, statement: id(&self.statement)? })
    }
}

fn id<T: FromStr>(text: &Option<Cow<'_, str>>) -> Result<T, String> {
    text.as_deref().and_then(|text| text.parse().ok()).ok_or_else(|| "an id is missing".to_owned())
}
