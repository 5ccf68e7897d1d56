//! The annex: each text whole, its paragraphs numbered, its passages marked.
//!
//! Must not know: who cites a passage (the document notes it when it is complete).

use super::document::{AnnexMark, AnnexParagraph, AnnexPiece, AnnexStatement, Block, reads_from_right};
use super::scope::{Scope, Source, among, anchor_name};
use super::words::{self, Word};
use crate::text::{ByteOffset, ByteRange};

/// The section's blocks.
pub(super) fn annex(scope: &Scope<'_>) -> Vec<Block> {
    let statements = scope.sources.iter().map(|source| Block::Statement(statement(scope, source)));
    let blocks: Vec<Block> = statements.collect();
    if blocks.is_empty() { vec![Block::Nothing(scope.word(Word::NoAnnex).to_owned())] } else { blocks }
}

fn statement(scope: &Scope<'_>, source: &Source<'_>) -> AnnexStatement {
    let language = scope.language;
    let details = source.statement.details();
    let publisher = details.source.publisher.trim();
    let day = details.source.published.or(source.meeting.details().date);
    let day = day.map(|day| words::day(day, language));
    let name = format!("{} ({})", among(&source.party.name), among(&source.side));
    let heading = [Some(name), (!publisher.is_empty()).then(|| publisher.to_owned()), day];
    let its = &details.source;
    let kind = words::kind(&its.kind, language).to_owned();
    let form = words::completeness(&its.completeness, language).to_owned();
    let title = its.title.trim();
    let spoken = details.language.as_str();
    let source_line = [
        Some(title.to_owned()).filter(|title| !title.is_empty()),
        Some(kind),
        Some(form),
        Some(words::language_name(spoken, language).to_owned()).filter(|name| !name.is_empty()),
        Some(its.url.trim().to_owned()).filter(|url| !url.is_empty()),
    ];
    AnnexStatement {
        party: source.party.id,
        colour: source.party.colour,
        heading: heading.into_iter().flatten().collect::<Vec<_>>().join(", "),
        source: source_line.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        language: details.language.clone(),
        marks: marks(scope, source),
        paragraphs: paragraphs(source),
    }
}

fn marks(scope: &Scope<'_>, source: &Source<'_>) -> Vec<AnnexMark> {
    let codebook = scope.dossier.codebook();
    let passages = source.statement.passages().iter().zip(source.first_anchor..);
    let mark = |(passage, number): (&std::sync::Arc<crate::model::Passage>, usize)| {
        let tag = codebook.tag(&passage.tag);
        AnnexMark {
            passage: passage.id,
            label: passage.label.to_string(),
            tag: tag
                .map_or_else(|| passage.tag.to_string(), |tag| words::tag(tag, scope.language).to_owned()),
            colour: tag.map_or(crate::model::Palette::Slate, |tag| tag.colour),
            anchor: anchor_name(number),
            cited: Vec::new(),
        }
    };
    passages.map(mark).collect()
}

/// The paragraphs, cut where passages begin and end.
fn paragraphs(source: &Source<'_>) -> Vec<AnnexParagraph> {
    let text = source.statement.text().as_str();
    let passages: Vec<ByteRange> = source.statement.passages().iter().map(|passage| passage.range).collect();
    // Where a passage begins or ends, in order.
    let mut edges: Vec<ByteOffset> = passages.iter().flat_map(|range| [range.start(), range.end()]).collect();
    edges.sort_unstable();
    edges.dedup();
    // Passages in order of where they begin; those that reach the place looked at are kept.
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::with_capacity(source.paragraphs.len());
    for (number, paragraph) in (1..).zip(&source.paragraphs) {
        let mut pieces = Vec::new();
        let mut from = paragraph.start();
        let first = edges.partition_point(|edge| *edge <= from);
        let inside = edges.iter().skip(first).copied().take_while(|edge| *edge < paragraph.end());
        for to in inside.chain([paragraph.end()]) {
            while let Some(range) = passages.get(next).filter(|range| range.start() < to) {
                if range.end() > from {
                    open.push(next);
                }
                next += 1;
            }
            open.retain(|at| passages.get(*at).is_some_and(|range| range.end() > from));
            let range = ByteRange::spanning(from, to);
            // A passage that begins or ends between paragraphs does so with the nearest words.
            let (first, last) = (from == paragraph.start(), to == paragraph.end());
            let begins = |range: &ByteRange| {
                range.start() == from
                    || (first && range.start() < from && is_first(&source.paragraphs, number, range.start()))
            };
            let ends = |range: &ByteRange| {
                range.end() == to
                    || (last && range.end() > to && is_last(&source.paragraphs, number, range.end()))
            };
            let those = |wanted: &dyn Fn(&ByteRange) -> bool| {
                open.iter().copied().filter(|at| passages.get(*at).is_some_and(wanted)).collect()
            };
            let (begins, ends) = (those(&begins), those(&ends));
            pieces.push(AnnexPiece {
                text: range.slice(text).unwrap_or_default().to_owned(),
                within: open.clone(),
                begins,
                ends,
            });
            from = to;
        }
        let words = paragraph.slice(text).unwrap_or_default();
        found.push(AnnexParagraph { number, from_right: reads_from_right(words), pieces });
    }
    found
}

/// Whether no paragraph before this one has words after the place.
fn is_first(paragraphs: &[ByteRange], number: usize, start: ByteOffset) -> bool {
    let before = number.checked_sub(2).and_then(|at| paragraphs.get(at));
    before.is_none_or(|before| before.end() <= start)
}

/// Whether no paragraph after this one has words before the place.
fn is_last(paragraphs: &[ByteRange], number: usize, end: ByteOffset) -> bool {
    paragraphs.get(number).is_none_or(|after| end <= after.start())
}

#[cfg(test)]
mod tests {
    use crate::analysis::Overview;
    use crate::export::memo::memo_document;
    use crate::export::memo::{AnnexStatement, Block};
    use crate::model::testing::Sample;
    use crate::model::{Memo, MemoScope};

    /// The annex of a text, each piece with the labels of its passages, and marks where they begin
    /// and end.
    fn drawn(text: &str) -> String {
        let sample = Sample::new(&[(0, text)], &[]);
        let memo = Memo::new("", MemoScope::Meeting(sample.meetings[0]), None, Default::default());
        let overview = Overview::build(&sample.dossier);
        let document = memo_document(&sample.dossier, &overview, &memo, "2025-03-01".parse().unwrap());
        let Some(Block::Statement(AnnexStatement { marks, paragraphs, .. })) =
            document.sections.last().and_then(|section| section.blocks.first()).cloned()
        else {
            return String::new();
        };
        let mut out = String::new();
        for paragraph in paragraphs {
            out.push_str(&format!("{}:", paragraph.number));
            for piece in paragraph.pieces {
                let labels = |list: &[usize]| {
                    list.iter().map(|at| marks[*at].label.clone()).collect::<Vec<_>>().join("+")
                };
                let [within, begins, ends] = [&piece.within, &piece.begins, &piece.ends].map(|l| labels(l));
                out.push_str(&match within.as_str() {
                    "" => format!(" {:?}", piece.text),
                    _ => format!(" <{begins}>{:?}({within})<{ends}>", piece.text),
                });
            }
            out.push('\n');
        }
        out
    }

    #[test]
    fn texts_are_cut_where_passages_begin_and_end() {
        assert_eq!(
            drawn("We [C1:worry [Q1:about] it].\n\nNo more."),
            "1: \"We \" <C1>\"worry \"(C1)<> <Q1>\"about\"(C1+Q1)<Q1> <>\" it\"(C1)<C1> \".\"\n2: \"No more.\"\n"
        );
        assert_eq!(
            drawn("[C1:One.\n\nTwo.\n]Three."),
            "1: <C1>\"One.\"(C1)<>\n2: <>\"Two.\"(C1)<C1>\n3: \"Three.\"\n"
        );
        assert_eq!(drawn("One.[C1:\nTwo] now."), "1: \"One.\"\n2: <C1>\"Two\"(C1)<C1> \" now.\"\n");
    }
}
