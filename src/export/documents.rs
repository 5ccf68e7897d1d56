//! The memo and the table of four columns: which memo an export means.
//!
//! The table of four columns (topic, one side, the other, assessment) is the memo's section on
//! topics by itself: what no other section quotes stands in it in full.
//! Must not know: what a memo says, or how a document is written.

use super::memo::{Document, memo_document};
use super::words::Words;
use super::{ExportError, ExportOptions, Language, Scope};
use crate::analysis::Overview;
use crate::model::{Dossier, Memo, MemoLanguage, MemoScope, MemoSection, Moment};

/// The memo that the options name; one that shows everything, made from the options, where they
/// name none.
pub(super) fn memo(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
) -> Result<Document, ExportError> {
    let kept = match options.memo {
        Some(id) => dossier.memo(id).ok_or(ExportError::MissingMemo)?.as_ref().clone(),
        None => made(dossier, options)?,
    };
    Ok(memo_document(dossier, overview, &kept, options.exported))
}

/// Topic by topic what each side says, and how that compares.
pub(super) fn four_columns(
    dossier: &Dossier,
    overview: &Overview,
    options: &ExportOptions,
) -> Result<Document, ExportError> {
    let words = Words::of(options.language);
    let mut memo = made(dossier, options)?;
    memo.left_out = MemoSection::ALL.into_iter().filter(|section| *section != MemoSection::Topics).collect();
    memo.title = match options.chosen_meetings(dossier)?.as_slice() {
        [meeting] => format!("{}: {}", words.four_columns, words.meeting(meeting)),
        _ => format!("{}: {}", words.four_columns, dossier.title()),
    };
    Ok(memo_document(dossier, overview, &memo, options.exported))
}

fn made(dossier: &Dossier, options: &ExportOptions) -> Result<Memo, ExportError> {
    // Both say what is wrong with what was chosen.
    options.chosen_meetings(dossier)?;
    options.chosen_parties(dossier)?;
    let scope = match options.meetings {
        Scope::One(id) => MemoScope::Meeting(id),
        Scope::Period { from, to } => MemoScope::Period { from, to },
        Scope::All => MemoScope::Period { from: None, to: None },
    };
    let mut memo = Memo::new("", scope, None, Moment::UNIX_EPOCH);
    memo.parties.clone_from(&options.parties);
    memo.language = match options.language {
        Language::English => MemoLanguage::En,
        Language::Russian => MemoLanguage::Ru,
        Language::French => MemoLanguage::Fr,
    };
    memo.with_notes = options.with_notes;
    memo.marking.clone_from(&options.marking);
    Ok(memo)
}
