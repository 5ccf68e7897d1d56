//! How much of everything a workload has.
//!
//! Must not know: how it is made.

/// How much of everything a workload has; sizes are bytes of UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Meetings, each with a statement of either side.
    pub meetings: usize,
    /// All texts together.
    pub text_bytes: usize,
    /// The longest paragraph of every statement; 0 where none is longer than the others.
    pub longest_paragraph: usize,
    /// All passages together.
    pub passages: usize,
    /// All links together.
    pub links: usize,
    /// Topics in the dossier's list.
    pub topics: usize,
    /// Tags in the codebook: those of the program, and made-up ones beyond them.
    pub tags: usize,
}

impl Shape {
    /// One meeting, two statements of 3 KB, 40 passages, 15 links.
    pub const SMALL: Self = Self {
        meetings: 1,
        text_bytes: 6_000,
        longest_paragraph: 0,
        passages: 40,
        links: 15,
        topics: 3,
        tags: 19,
    };

    /// One meeting, two statements of 1 MB, one paragraph of 100 KB in each, 10,000 passages in
    /// each, a tenth of them over others, 40 tags, 2,000 links.
    pub const LARGE: Self = Self {
        meetings: 1,
        text_bytes: 2_000_000,
        longest_paragraph: 100_000,
        passages: 20_000,
        links: 2_000,
        topics: 40,
        tags: 40,
    };

    /// 2,000 meetings, 40 MB of text, 200,000 passages, 60,000 links, 300 topics.
    pub const CORPUS: Self = Self {
        meetings: 2_000,
        text_bytes: 40_000_000,
        longest_paragraph: 0,
        passages: 200_000,
        links: 60_000,
        topics: 300,
        tags: 40,
    };

    /// All names that [`Shape::named`] knows without an ending.
    pub const NAMES: [&str; 3] = ["small", "large", "corpus"];

    /// The shape of this name: `small`, `large` or `corpus`, after which may stand `-tenth` (a tenth
    /// of everything), `-4x` (four times everything), `-10x-passages` (ten times the passages in
    /// the same texts) or `-one-paragraph` (no line end in any text).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (base, ending) = name.split_once('-').map_or((name, None), |(base, ending)| (base, Some(ending)));
        let shape = match base {
            "small" => Self::SMALL,
            "large" => Self::LARGE,
            "corpus" => Self::CORPUS,
            _ => return None,
        };
        Some(match ending {
            None => shape,
            Some("tenth") => shape.scaled(1, 10),
            Some("4x") => shape.scaled(4, 1),
            Some("10x-passages") => shape.times_passages(10),
            Some("one-paragraph") => shape.one_paragraph(),
            Some(_) => return None,
        })
    }

    /// `times / of` as much text, passages and links; in as many times the meetings where there is
    /// more than one. Topics and tags stay.
    #[must_use]
    pub fn scaled(self, times: usize, of: usize) -> Self {
        let scaled = |amount: usize| amount * times / of.max(1);
        Self {
            meetings: if self.meetings > 1 { scaled(self.meetings).max(1) } else { self.meetings },
            text_bytes: scaled(self.text_bytes),
            longest_paragraph: scaled(self.longest_paragraph),
            passages: scaled(self.passages),
            links: scaled(self.links),
            ..self
        }
    }

    /// As many times the passages, in the same texts with the same links.
    #[must_use]
    pub fn times_passages(self, times: usize) -> Self {
        Self { passages: self.passages * times, ..self }
    }

    /// Every text in a single paragraph.
    #[must_use]
    pub fn one_paragraph(self) -> Self {
        Self { longest_paragraph: usize::MAX, ..self }
    }
}
