//! Wrapping: which clusters stand on a line, and in which order from left to right.
//!
//! A line takes as many words as fit. A word that is wider than the line is parted between letters.
//! Must not know: fonts, pages, or what the words mean.

use std::ops::Range;

use super::shape::{Cluster, Shaped};

/// The lines of a text, as ranges of its clusters, none wider than `width` unless a single cluster is.
pub(super) fn wrap(shaped: &Shaped, width: f32) -> Vec<Range<usize>> {
    let clusters = &shaped.clusters;
    let mut lines = Vec::new();
    let mut start = 0;
    // The last place where the line may end, and the width of what follows it.
    let mut end: Option<usize> = None;
    let (mut used, mut after) = (0.0_f32, 0.0_f32);
    for (place, cluster) in clusters.iter().enumerate() {
        if cluster.may_begin && place > start {
            end = Some(place);
            after = 0.0;
        }
        // A hundredth of a point, so that a width that was measured before fits into itself.
        while !cluster.space && used + cluster.width > width + 0.01 && place > start {
            let (cut, rest) = match end {
                Some(end) => (end, after),
                None => in_need(clusters, start, place),
            };
            if cut <= start {
                break;
            }
            lines.push(start..cut);
            start = cut;
            used = rest;
            end = None;
        }
        used += cluster.width;
        after += cluster.width;
    }
    lines.push(start..clusters.len());
    lines
}

/// Where to part a word that is too wide, and how wide the rest before `place` is.
fn in_need(clusters: &[Cluster], start: usize, place: usize) -> (usize, f32) {
    let (mut cut, mut rest) = (place, 0.0);
    while cut > start && clusters.get(cut).is_some_and(|cluster| cluster.joined) {
        cut -= 1;
        rest += clusters.get(cut).map_or(0.0, |cluster| cluster.width);
    }
    (cut, rest)
}

/// The width of a line without white space at its end.
pub(super) fn width(shaped: &Shaped, line: &Range<usize>) -> f32 {
    let clusters = shaped.clusters.get(line.clone()).unwrap_or_default();
    let trailing = clusters.iter().rev().take_while(|cluster| cluster.space).count();
    clusters.iter().take(clusters.len() - trailing).map(|cluster| cluster.width).sum()
}

/// The width of a line with white space at its end.
pub(super) fn whole_width(shaped: &Shaped, line: &Range<usize>) -> f32 {
    shaped.clusters.get(line.clone()).unwrap_or_default().iter().map(|cluster| cluster.width).sum()
}

/// The clusters of a line from left to right, by rules L1 and L2 of Unicode's algorithm.
pub(super) fn ordered(shaped: &Shaped, line: &Range<usize>) -> Vec<usize> {
    if !shaped.mixed {
        return line.clone().collect();
    }
    let base = u8::from(shaped.from_right);
    let mut order: Vec<(usize, u8)> = line
        .clone()
        .map(|place| (place, shaped.clusters.get(place).map_or(base, |cluster| cluster.level)))
        .collect();
    let is_space = |place: usize| shaped.clusters.get(place).is_some_and(|cluster| cluster.space);
    for (_, level) in order.iter_mut().rev().take_while(|(place, _)| is_space(*place)) {
        *level = base;
    }
    let deepest = order.iter().map(|(_, level)| *level).max().unwrap_or(0);
    for level in (1..=deepest).rev() {
        for run in order.chunk_by_mut(|a, b| (a.1 >= level) == (b.1 >= level)) {
            if run.first().is_some_and(|(_, own)| *own >= level) {
                run.reverse();
            }
        }
    }
    order.into_iter().map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::super::looks::Cut;
    use super::super::shape::Shaper;
    use super::super::words::Words;
    use super::*;
    use crate::export::ink::TEXT;

    fn shape(text: &str) -> Vec<Shaped> {
        Shaper::new(Fonts::new(&[])).shape(&[Words::new(text, Cut::SERIF, TEXT)], 10.0, None)
    }

    fn wrapped(text: &str, most: f32) -> Vec<String> {
        let shaped = shape(text);
        let mut found = Vec::new();
        for line in &shaped {
            for range in wrap(line, most) {
                assert!(width(line, &range) <= most + 0.02, "{range:?} of {text:?}");
                let clusters = &line.clusters[range];
                let bytes =
                    clusters.first().map_or(0, |c| c.text.start)..clusters.last().map_or(0, |c| c.text.end);
                found.push(line.text.get(bytes).unwrap().to_owned());
            }
        }
        found
    }

    #[test]
    fn lines_end_where_words_do_and_nothing_is_lost() {
        let text = "Обе стороны договорились продолжить — “in the same format” — переговоры в Бишкеке.";
        let lines = wrapped(text, 120.0);
        assert!(lines.len() > 3);
        assert_eq!(lines.concat(), text);
        assert!(lines.iter().rev().skip(1).all(|line| line.ends_with(' ')), "{lines:?}");
        assert_eq!(wrapped("", 100.0), [""]);
        assert_eq!(wrapped("a\n\nb", 100.0), ["a", "", "b"]);
    }

    #[test]
    fn a_word_of_a_hundred_thousand_letters_is_parted() {
        let text = "ң".repeat(100_000);
        let lines = wrapped(&text, 400.0);
        assert!(lines.len() > 1000);
        assert_eq!(lines.concat(), text);
        let marks = format!("a{}", "\u{301}".repeat(5_000));
        assert_eq!(wrapped(&marks, 40.0).concat(), marks);
    }

    #[test]
    fn arabic_stands_from_right_to_left_and_numbers_in_it_from_left() {
        let [line] = &shape("قرار 242 نص")[..] else { panic!("one line") };
        assert!(line.from_right && line.mixed);
        let seen: String = ordered(line, &(0..line.clusters.len()))
            .into_iter()
            .map(|place| line.text.get(line.clusters[place].text.clone()).unwrap())
            .collect();
        assert_eq!(seen, "صن 242 رارق");
        let [line] = &shape("the word سلام here")[..] else { panic!("one line") };
        assert!(!line.from_right);
        let places = ordered(line, &(0..line.clusters.len()));
        assert!(places[9] > places[10] && places[0] < places[1]);
    }
}
