//! What tables and charts say of themselves, in each language of exports.
//!
//! Must not know: what stands in the dossier.

use super::Language;
use crate::analysis::{CellState, Status, TimelineCell};
use crate::model::{Day, Meeting};

/// The words of one language.
pub(super) struct Words {
    statuses: [&'static str; 5],
    months: [&'static str; 12],
    /// "raised", before a number.
    pub(super) raised: &'static str,
    /// "raised nothing".
    pub(super) raised_nothing: &'static str,
    /// The title of the chart of coverage.
    pub(super) coverage: &'static str,
    /// Over the bars of all meetings together.
    pub(super) all_meetings: &'static str,
    /// The title of the chart of topics.
    pub(super) timeline: &'static str,
    /// "Topic".
    pub(super) topic: &'static str,
    /// "not mentioned".
    pub(super) not_mentioned: &'static str,
    /// "raised by", before a name.
    pub(super) raised_by: &'static str,
    in_part: &'static str,
    raised_once: &'static str,
    raised_again: &'static str,
    agreement: &'static str,
    commitment: &'static str,
    mentioned: &'static str,
    /// "since", before a day.
    pub(super) since: &'static str,
    /// "Standing open longest".
    pub(super) open_longest: &'static str,
    /// "without a day".
    pub(super) undated: &'static str,
    /// "No topic was given to any passage."
    pub(super) no_topics: &'static str,
    /// "Exported on", before a day.
    pub(super) exported: &'static str,
    /// "without a topic".
    pub(super) no_topic: &'static str,
    /// The title of the table of four columns.
    pub(super) four_columns: &'static str,
    /// The title of the composite text.
    pub(super) composite: &'static str,
    /// How a composite text of two versions is to be read.
    pub(super) composite_near: &'static str,
    /// How a composite text of two readouts is to be read.
    pub(super) composite_topics: &'static str,
}

static ENGLISH: Words = Words {
    statuses: ["answered", "in part", "turned aside", "no response", "not reviewed"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    raised: "raised",
    raised_nothing: "raised nothing",
    coverage: "What each side raised, and what became of it",
    all_meetings: "All meetings together",
    timeline: "How each topic moved from meeting to meeting",
    topic: "Topic",
    not_mentioned: "not mentioned",
    raised_by: "raised by",
    in_part: "answered in part",
    raised_once: "raised",
    raised_again: "raised again",
    agreement: "agreement",
    commitment: "commitment",
    mentioned: "mentioned",
    since: "since",
    open_longest: "Standing open longest:",
    undated: "without a day",
    no_topics: "No passage has a topic.",
    exported: "Exported on",
    no_topic: "Without a topic",
    four_columns: "Topic by topic",
    composite: "Composite text",
    composite_near: "What both texts say stands without brackets; where they differ, the words of each \
                     stand in brackets behind its name.",
    composite_topics: "The two texts were written apart. Their tagged passages stand here topic by topic, \
                       those that are linked in one paragraph; what both say stands without brackets. \
                       Untagged text is not in it.",
};

static RUSSIAN: Words = Words {
    statuses: ["есть ответ", "частичный ответ", "уход от ответа", "нет ответа", "не рассмотрено"],
    months: [
        "янв.",
        "февр.",
        "марта",
        "апр.",
        "мая",
        "июня",
        "июля",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ],
    raised: "поднято вопросов:",
    raised_nothing: "вопросов не поднято",
    coverage: "Какие вопросы подняла каждая сторона и что из них вышло",
    all_meetings: "Все встречи вместе",
    timeline: "Как темы переходили от встречи к встрече",
    topic: "Тема",
    not_mentioned: "не упомянуто",
    raised_by: "подняла сторона:",
    in_part: "частичный ответ",
    raised_once: "поднято",
    raised_again: "поднято снова",
    agreement: "договорённость",
    commitment: "обязательство",
    mentioned: "упомянуто",
    since: "с",
    open_longest: "Дольше всего без ответа:",
    undated: "без даты",
    no_topics: "Ни у одного фрагмента нет темы.",
    exported: "Выгружено",
    no_topic: "Без темы",
    four_columns: "По темам",
    composite: "Сводный текст",
    composite_near: "Общее для обоих текстов стоит без скобок; там, где тексты расходятся, слова каждой \
                     стороны стоят в скобках после её обозначения.",
    composite_topics: "Тексты написаны независимо друг от друга. Отмеченные фрагменты сведены по темам, \
                       связанные стоят в одном абзаце; общее стоит без скобок. Неотмеченный текст не \
                       включён.",
};

static FRENCH: Words = Words {
    statuses: ["réponse", "réponse partielle", "esquivé", "sans réponse", "non examiné"],
    months: [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
    raised: "points soulevés\u{a0}:",
    raised_nothing: "aucun point soulevé",
    coverage: "Ce que chaque partie a soulevé, et la suite qui y a été donnée",
    all_meetings: "Toutes les rencontres",
    timeline: "L’évolution de chaque sujet d’une rencontre à l’autre",
    topic: "Sujet",
    not_mentioned: "non mentionné",
    raised_by: "soulevé par",
    in_part: "réponse partielle",
    raised_once: "soulevé",
    raised_again: "soulevé de nouveau",
    agreement: "accord",
    commitment: "engagement",
    mentioned: "mentionné",
    since: "depuis le",
    open_longest: "Le plus longtemps sans réponse\u{a0}:",
    undated: "sans date",
    no_topics: "Aucun passage n’a de sujet.",
    exported: "Exporté le",
    no_topic: "Sans sujet",
    four_columns: "Sujet par sujet",
    composite: "Texte composite",
    composite_near: "Ce que disent les deux textes figure sans crochets\u{a0}; là où ils diffèrent, les mots \
                     de chacun figurent entre crochets après son nom.",
    composite_topics: "Les deux textes ont été rédigés séparément. Leurs passages repérés figurent ici sujet \
                       par sujet, ceux qui sont liés dans un même alinéa\u{a0}; ce que disent les deux figure \
                       sans crochets. Le texte non repéré n’y figure pas.",
};

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Russian => &RUSSIAN,
            Language::French => &FRENCH,
        }
    }

    /// A status.
    pub(super) fn status(&self, status: Status) -> &'static str {
        let mut all = Status::ALL.iter().zip(self.statuses);
        all.find(|(other, _)| **other == status).map_or("", |(_, words)| words)
    }

    /// What happened on a topic at a meeting: "raised again, no response".
    pub(super) fn cell(&self, cell: &TimelineCell) -> String {
        match cell.state {
            CellState::Raised(status @ (Status::NoResponse | Status::NotReviewed)) => {
                let raised = if cell.again { self.raised_again } else { self.raised_once };
                format!("{raised}, {}", self.status(status))
            }
            CellState::Raised(Status::TurnedAside) if cell.again => {
                format!("{}, {}", self.raised_again, self.status(Status::TurnedAside))
            }
            CellState::Raised(Status::InPart) => self.in_part.to_owned(),
            CellState::Raised(status) => self.status(status).to_owned(),
            CellState::Agreement => self.agreement.to_owned(),
            CellState::Commitment => self.commitment.to_owned(),
            CellState::Mentioned => self.mentioned.to_owned(),
            CellState::NotMentioned => self.not_mentioned.to_owned(),
        }
    }

    /// A day: "20 Feb 2025".
    pub(super) fn day(&self, day: Day) -> String {
        let month = usize::try_from(day.month() - 1).ok().and_then(|at| self.months.get(at));
        format!("{}\u{a0}{}\u{a0}{}", day.day(), month.unwrap_or(&""), day.year())
    }

    /// The day of a meeting, or that it has none.
    pub(super) fn day_of(&self, meeting: &Meeting) -> String {
        meeting.details().date.map_or_else(|| self.undated.to_owned(), |day| self.day(day))
    }

    /// A day and a title: "20 Feb 2025 · Deputy Minister – Ambassador".
    pub(super) fn meeting(&self, meeting: &Meeting) -> String {
        let title = meeting.details().title.trim();
        if title.is_empty() { self.day_of(meeting) } else { format!("{} · {title}", self.day_of(meeting)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_statuses_are_in_the_language() {
        let day = jiff::civil::date(2025, 2, 5);
        let told = |language| {
            let words = Words::of(language);
            (words.day(day).replace('\u{a0}', " "), words.status(Status::NoResponse))
        };
        assert_eq!(told(Language::English), ("5 Feb 2025".to_owned(), "no response"));
        assert_eq!(told(Language::Russian), ("5 февр. 2025".to_owned(), "нет ответа"));
        assert_eq!(told(Language::French), ("5 févr. 2025".to_owned(), "sans réponse"));
        for status in Status::ALL {
            assert_eq!(ENGLISH.status(status), status.words(), "as in the window");
        }
    }
}
