//! Suggestions that the reviewer accepts: passages with all that was proposed for them, and links; one
//! or many in one step. Each keeps where it came from.
//!
//! Must not know: how suggestions are made.

use std::sync::Arc;

use super::super::{By, Edit, EditError, Focus, Transaction, apply};
use super::{add_topic_and_set, find, link, tag_range};
use crate::model::{Dossier, LinkKindId, PassageId, Place, SaidBy, Strength, TagId, TopicId};
use crate::text::ByteRange;

/// What a passage may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposedTopic {
    /// One of the dossier's topics.
    Known(TopicId),
    /// One that is added with it, unless there is one of this name.
    New(String),
}

/// A passage that was proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedPassage {
    /// Its statement.
    pub place: Place,
    /// Its words, in bytes of the statement's text.
    pub range: ByteRange,
    /// What it does.
    pub tag: TagId,
    /// What it is about.
    pub topic: Option<ProposedTopic>,
    /// To whom the words are attributed.
    pub said_by: Option<SaidBy>,
    /// The verb of saying.
    pub verb: String,
    /// How strongly it is said.
    pub strength: Option<Strength>,
    /// The cue and the version of its list.
    pub suggested_by: String,
}

/// A link that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedLink {
    /// The passage that reacts.
    pub from: PassageId,
    /// The one it reacts to.
    pub to: PassageId,
    /// What it does to it.
    pub kind: LinkKindId,
    /// The method and its version.
    pub suggested_by: String,
}

/// Takes all of these over in one step.
///
/// # Errors
/// Where one of them does not fit the dossier (any more); then none is taken.
pub fn accept(
    dossier: &Dossier,
    passages: &[ProposedPassage],
    links: &[ProposedLink],
    by: &By,
) -> Result<Transaction, EditError> {
    // Labels and new topics count on from one to the next, so each is made on what came before.
    let mut so_far = dossier.clone();
    let mut edits: Vec<Edit> = Vec::new();
    let mut focus = Focus::Dossier;
    let mut label = String::new();
    let mut add = |dossier: &mut Dossier, transaction: Transaction| -> Result<(), EditError> {
        apply(dossier, &transaction)?;
        focus = transaction.focus.unwrap_or(Focus::Dossier);
        label.clone_from(&transaction.label);
        edits.extend(transaction.edits);
        Ok(())
    };
    for proposed in passages {
        let (mut transaction, id) = tag_range(&so_far, proposed.place, proposed.range, &proposed.tag, by)?;
        for edit in &mut transaction.edits {
            if let Edit::PutPassage { passage, .. } = edit {
                let passage = Arc::make_mut(passage);
                passage.said_by = proposed.said_by;
                passage.verb.clone_from(&proposed.verb);
                passage.strength = proposed.strength;
                passage.suggested_by.clone_from(&proposed.suggested_by);
                if let Some(ProposedTopic::Known(topic)) = &proposed.topic {
                    passage.topic = Some(*topic);
                }
            }
        }
        add(&mut so_far, transaction)?;
        if let Some(ProposedTopic::New(name)) = &proposed.topic {
            let transaction = add_topic_and_set(&so_far, proposed.place, id, name, by)?;
            add(&mut so_far, transaction)?;
        }
    }
    for proposed in links {
        find(&so_far, proposed.from).ok_or_else(|| EditError::missing("passage", proposed.from))?;
        let mut transaction = link(&so_far, proposed.from, proposed.to, &proposed.kind, by)?;
        for edit in &mut transaction.edits {
            if let Edit::PutLink { link, .. } = edit {
                Arc::make_mut(link).suggested_by.clone_from(&proposed.suggested_by);
            }
        }
        add(&mut so_far, transaction)?;
    }
    let label = match passages.len() + links.len() {
        1 => format!("Accept: {label}"),
        many => format!("Accept {many} suggestions"),
    };
    Ok(Transaction::new(label, focus, edits))
}
