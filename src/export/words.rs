//! What tables and charts say of themselves, in each language of exports.
//!
//! Must not know: what stands in the dossier.

use super::Language;
use crate::analysis::Status;
use crate::model::{Day, Meeting};

/// The words of one language.
pub(super) struct Words {
    statuses: [&'static str; 5],
    months: [&'static str; 12],
    /// Of what is quoted: an opening and a closing mark.
    pub(super) quotes: (&'static str, &'static str),
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
    /// "mentioned".
    pub(super) mentioned: &'static str,
    /// "Standing open longest".
    pub(super) open_longest: &'static str,
    /// "continued".
    pub(super) continued: &'static str,
    /// "without a day".
    pub(super) undated: &'static str,
    /// "No topic was given to any passage."
    pub(super) no_topics: &'static str,
    /// "Exported on", before a day.
    pub(super) exported: &'static str,
    /// "Assessment".
    pub(super) assessment: &'static str,
    /// The title of the table of four columns.
    pub(super) four_columns: &'static str,
    /// "without a topic".
    pub(super) no_topic: &'static str,
    /// "says nothing on it".
    pub(super) silent: &'static str,
    /// The title of the composite text.
    pub(super) composite: &'static str,
}

static ENGLISH: Words = Words {
    statuses: ["answered", "in part", "turned aside", "no response", "not reviewed"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    quotes: ("“", "”"),
    raised: "raised",
    raised_nothing: "raised nothing",
    coverage: "What each side raised, and what became of it",
    all_meetings: "All meetings together",
    timeline: "How each topic moved from meeting to meeting",
    topic: "Topic",
    not_mentioned: "not mentioned",
    raised_by: "raised by",
    mentioned: "mentioned",
    open_longest: "Standing open longest:",
    continued: "continued",
    undated: "without a day",
    no_topics: "No passage has a topic.",
    exported: "Exported on",
    assessment: "Assessment",
    four_columns: "Topic by topic",
    no_topic: "Without a topic",
    silent: "says nothing on it",
    composite: "Composite text",
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
    quotes: ("«", "»"),
    raised: "поднято вопросов:",
    raised_nothing: "вопросов не поднято",
    coverage: "Какие вопросы подняла каждая сторона и что из них вышло",
    all_meetings: "Все встречи вместе",
    timeline: "Как темы переходили от встречи к встрече",
    topic: "Тема",
    not_mentioned: "не упомянуто",
    raised_by: "подняла сторона:",
    mentioned: "упомянуто",
    open_longest: "Дольше всего без ответа:",
    continued: "продолжение",
    undated: "без даты",
    no_topics: "Ни у одного фрагмента нет темы.",
    exported: "Выгружено",
    assessment: "Оценка",
    four_columns: "По темам",
    no_topic: "Без темы",
    silent: "об этом не говорит",
    composite: "Сводный текст",
};

static FRENCH: Words = Words {
    statuses: ["réponse", "réponse partielle", "esquivé", "sans réponse", "non examiné"],
    months: [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ],
    quotes: ("«\u{a0}", "\u{a0}»"),
    raised: "points soulevés\u{a0}:",
    raised_nothing: "aucun point soulevé",
    coverage: "Ce que chaque partie a soulevé, et la suite qui y a été donnée",
    all_meetings: "Toutes les rencontres",
    timeline: "L’évolution de chaque sujet d’une rencontre à l’autre",
    topic: "Sujet",
    not_mentioned: "non mentionné",
    raised_by: "soulevé par",
    mentioned: "mentionné",
    open_longest: "Le plus longtemps sans réponse\u{a0}:",
    continued: "suite",
    undated: "sans date",
    no_topics: "Aucun passage n’a de sujet.",
    exported: "Exporté le",
    assessment: "Appréciation",
    four_columns: "Sujet par sujet",
    no_topic: "Sans sujet",
    silent: "n’en dit rien",
    composite: "Texte composite",
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
