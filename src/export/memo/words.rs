//! The fixed words of a memo in its languages: headings, names of states, counted phrases, dates,
//! quotation marks.
//!
//! One table, so that a missing translation does not compile. Russian counts in three forms,
//! French takes none for one. Must not know: where the words stand in a memo.

use super::document::QuoteMarks;
use crate::analysis::Status;
use crate::export::Language;
use crate::model::{
    Completeness, Day, Delivery, LinkKind, Local, MemoLanguage, MemoSection, SourceKind, Tag,
};

/// Defines fixed words, each in English, Russian and French.
macro_rules! words {
    ($($name:ident: $en:literal, $ru:literal, $fr:literal;)+) => {
        /// Fixed words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Word { $($name,)+ }

        impl Word {
            /// The words in a language.
            pub(super) fn of(self, language: Language) -> &'static str {
                let [en, ru, fr] = match self { $(Self::$name => [$en, $ru, $fr],)+ };
                match language {
                    Language::English => en,
                    Language::Russian => ru,
                    Language::French => fr,
                }
            }

            #[cfg(test)]
            pub(super) const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

words! {
    Memo: "Memo", "Справка", "Note";
    BottomLine: "Bottom line", "Главное", "L’essentiel";
    Facts: "The meeting and the sources", "Встреча и источники", "La rencontre et les sources";
    Topics: "Topics", "Темы", "Sujets";
    Concerns: "What was raised, and what became of it", "Что было поднято и чем это закончилось", "Ce qui a été soulevé, et la suite donnée";
    Agreements: "Agreed, claimed, disputed", "Согласовано, заявлено, оспорено", "Convenu, affirmé, contesté";
    Commitments: "Commitments and dates", "Обязательства и сроки", "Engagements et échéances";
    Omissions: "What only one side mentions", "О чём говорит только одна сторона", "Ce qu’une seule partie mentionne";
    Wording: "Wording", "Формулировки", "Formulations";
    Change: "Since the last meeting", "С прошлой встречи", "Depuis la rencontre précédente";
    NextSteps: "Gaps, confidence, next steps", "Пробелы, надёжность, дальнейшие шаги", "Lacunes, fiabilité, suites à donner";
    Annex: "Annex: the texts with their passages", "Приложение: тексты с отмеченными фрагментами", "Annexe\u{a0}: les textes et leurs passages";

    Undated: "undated", "без даты", "sans date";
    Untitled: "Untitled meeting", "Встреча без названия", "Rencontre sans titre";
    AllMeetings: "All meetings", "Все встречи", "Toutes les rencontres";
    AsOf: "as of", "по состоянию на", "état au";
    NoMeetings: "No meeting lies in this period.", "В этот период встреч не было.", "Aucune rencontre dans cette période.";
    For: "For", "От стороны", "Pour";
    Others: "Also present", "Присутствовали также", "Également présents";
    NoFacts: "Day, place and participants are not recorded.", "Дата, место и участники не указаны.", "Date, lieu et participants ne sont pas consignés.";
    Side: "Side", "Сторона", "Partie";
    Source: "Source", "Источник", "Source";
    Published: "Published", "Опубликовано", "Publié";
    Text: "Text", "Текст", "Texte";
    PublishedFirst: "published first, on", "опубликовала текст первой:", "a publié en premier, le";
    SameDay: "All published on the same day.", "Все тексты опубликованы в один день.", "Tous les textes ont paru le même jour.";
    NoText: "The dossier has no text of", "В досье нет текста стороны", "Le dossier ne contient aucun texte de";
    NoSources: "The dossier has no text about this meeting.", "В досье нет текстов об этой встрече.", "Le dossier ne contient aucun texte sur cette rencontre.";
    DateUnknown: "day not known", "дата неизвестна", "date inconnue";

    Topic: "Topic", "Тема", "Sujet";
    WithoutTopic: "No topic given", "Без темы", "Sans sujet";
    Assessment: "Assessment", "Оценка", "Appréciation";
    NoTopics: "No passage has been tagged yet.", "Фрагменты ещё не отмечены.", "Aucun passage n’a encore été repéré.";
    OnlyBy: "only", "только", "seulement";
    Contradiction: "contradiction", "противоречие", "contradiction";
    Unmentioned: "not mentioned", "не упоминается", "non mentionné";

    Raised: "Raised", "Поднято", "Soulevé";
    RaisedBy: "By", "Кем", "Par";
    Answer: "Answer", "Ответ", "Réponse";
    StatusHead: "Status", "Статус", "État";
    NoConcerns: "No text raises anything that wants an answer.", "В текстах нет вопросов, требующих ответа.", "Aucun texte ne soulève de point appelant une réponse.";
    ReportedBy: "as reported by", "по тексту стороны", "selon le texte de";

    Agreed: "Agreed", "Согласовано", "Convenu";
    ClaimedBy: "Claimed only by", "Заявлено только стороной", "Affirmé seulement par";
    Disputed: "Disputed", "Оспорено", "Contesté";
    NoAgreements: "No text claims or disputes an agreement.", "В текстах нет ни заявлений о договорённостях, ни споров о них.", "Aucun texte n’affirme ni ne conteste un accord.";
    NothingBoth: "nothing that both texts say", "ничего, что было бы в обоих текстах", "rien que les deux textes disent";
    Against: "against", "против", "contre";
    BothSides: "both sides", "обе стороны", "les deux parties";
    ThirdParty: "a third party", "третья сторона", "un tiers";
    Nobody: "no one named", "без указания лица", "sans auteur désigné";

    NoCommitments: "No text states a commitment, an act or a next meeting.", "В текстах нет ни обязательств, ни действий, ни даты следующей встречи.", "Aucun texte n’énonce d’engagement, d’acte ni de prochaine rencontre.";

    Silent: "says nothing on", "ничего не говорит по теме", "ne dit rien sur";
    NotMarked: "not yet confirmed as an omission", "как умолчание ещё не подтверждено", "omission non encore confirmée";
    NoReason: "no reason noted", "причина не указана", "motif non noté";
    NoOmissions: "Each topic is mentioned by every side.", "Каждая тема упомянута всеми сторонами.", "Chaque sujet est mentionné par toutes les parties.";

    Strongest: "Strongest wording", "Наиболее сильные формулировки", "Formulations les plus fortes";
    Attributed: "Words attributed to another side", "Слова, приписанные другой стороне", "Propos prêtés à une autre partie";
    NotInOwn: "no other text has it", "в другом тексте этого нет", "absent de l’autre texte";
    Space: "Length", "Объём", "Longueur";
    Opens: "opens with", "начинает с", "commence par";
    NoWording: "Nothing stands out in the wording.", "В формулировках ничего не выделяется.", "Rien de notable dans les formulations.";

    LastTime: "last time:", "в прошлый раз:", "la dernière fois\u{a0}:";
    SilentOn: "Topics on which a side is silent", "Темы, о которых сторона молчит", "Sujets passés sous silence";
    Again: "Raised again", "Поднято снова", "De nouveau soulevé";
    NewlyAnswered: "Newly answered", "Теперь получило ответ", "Désormais répondu";
    New: "New", "Новое", "Nouveau";
    Dropped: "No longer mentioned", "Больше не упоминается", "N’est plus mentionné";
    Compared: "Compared with", "По сравнению с", "Par rapport à";
    FirstMeeting: "The dossier has no earlier meeting to compare with.", "В досье нет более ранней встречи для сравнения.", "Le dossier ne contient aucune rencontre antérieure à comparer.";
    NoChange: "The topics are the same as at the last meeting.", "Темы те же, что и на прошлой встрече.", "Les sujets sont les mêmes qu’à la rencontre précédente.";

    Open: "Still open", "Остаётся открытым", "Reste ouvert";
    Unreviewed: "Not yet reviewed", "Ещё не рассмотрено", "Pas encore examiné";
    Untagged: "Texts without a tagged passage", "Тексты без отмеченных фрагментов", "Textes sans passage repéré";
    NotOriginal: "Not the full original", "Не полный оригинал", "Texte original incomplet ou indirect";
    ReviewedBy: "Reviewed by", "Рассмотрено:", "Examiné par";
    NoGaps: "Everything that was raised has been reviewed and answered.", "Всё поднятое рассмотрено и получило ответ.", "Tout ce qui a été soulevé a été examiné et a reçu une réponse.";
    LostPassages: "Passages whose words are no longer in the text", "Фрагменты, которых больше нет в тексте", "Passages dont les mots ne figurent plus dans le texte";

    InternalNote: "Internal note", "Служебная пометка", "Note interne";
    NoAnnex: "There is no text to show.", "Нет текстов для показа.", "Aucun texte à présenter.";
}

/// The heading of a section.
pub(super) fn heading(section: MemoSection, language: Language) -> &'static str {
    let word = match section {
        MemoSection::BottomLine => Word::BottomLine,
        MemoSection::Facts => Word::Facts,
        MemoSection::Topics => Word::Topics,
        MemoSection::Concerns => Word::Concerns,
        MemoSection::Agreements => Word::Agreements,
        MemoSection::Commitments => Word::Commitments,
        MemoSection::Omissions => Word::Omissions,
        MemoSection::Wording => Word::Wording,
        MemoSection::Change => Word::Change,
        MemoSection::NextSteps => Word::NextSteps,
        MemoSection::Annex => Word::Annex,
    };
    word.of(language)
}

/// The language in which a memo's fixed words are: English where its own is not known.
pub fn language_of(memo: &MemoLanguage) -> Language {
    match memo {
        MemoLanguage::En | MemoLanguage::Other(_) => Language::English,
        MemoLanguage::Ru => Language::Russian,
        MemoLanguage::Fr => Language::French,
    }
}

/// The marks around quotations: “ ”, « ».
pub(super) fn quotes(language: Language) -> QuoteMarks {
    match language {
        Language::English => QuoteMarks { open: "“", close: "”" },
        Language::Russian => QuoteMarks { open: "«", close: "»" },
        Language::French => QuoteMarks { open: "«\u{a0}", close: "\u{a0}»" },
    }
}

/// The marks of a quotation within a quotation.
pub(super) fn inner_quotes(language: Language) -> [&'static str; 2] {
    match language {
        Language::English => ["‘", "’"],
        Language::Russian => ["„", "“"],
        Language::French => ["“", "”"],
    }
}

/// The form that goes with a number.
fn plural(language: Language, number: usize, [one, few, many]: [&'static str; 3]) -> &'static str {
    match language {
        Language::English if number == 1 => one,
        Language::French if number <= 1 => one,
        Language::English | Language::French => many,
        Language::Russian => match (number % 10, number % 100) {
            (1, hundreds) if hundreds != 11 => one,
            (2..=4, hundreds) if !(12..=14).contains(&hundreds) => few,
            _ => many,
        },
    }
}

/// A number with the noun that goes with it: "2 points", "2 вопроса".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Something raised.
    Point,
    /// A word.
    Word,
    /// An agreement that is claimed.
    Claim,
    /// A topic.
    Topic,
}

/// A number with its noun.
pub(super) fn count(counted: Counted, number: usize, language: Language) -> String {
    let forms = match (counted, language) {
        (Counted::Point, Language::English) => ["point", "points", "points"],
        (Counted::Point, Language::Russian) => ["вопрос", "вопроса", "вопросов"],
        (Counted::Point, Language::French) => ["point", "points", "points"],
        (Counted::Word, Language::English) => ["word", "words", "words"],
        (Counted::Word, Language::Russian) => ["слово", "слова", "слов"],
        (Counted::Word, Language::French) => ["mot", "mots", "mots"],
        (Counted::Claim, Language::English) => {
            ["claim of agreement", "claims of agreement", "claims of agreement"]
        }
        (Counted::Claim, Language::Russian) => {
            ["заявление о договорённости", "заявления о договорённости", "заявлений о договорённости"]
        }
        (Counted::Topic, Language::English) => ["topic", "topics", "topics"],
        (Counted::Topic, Language::Russian) => ["тема", "темы", "тем"],
        (Counted::Topic, Language::French) => ["sujet", "sujets", "sujets"],
        (Counted::Claim, Language::French) => ["accord affirmé", "accords affirmés", "accords affirmés"],
    };
    format!("{}\u{a0}{}", grouped(number, language), plural(language, number, forms))
}

/// A number with its thousands apart as the language has it.
pub(super) fn grouped(number: usize, language: Language) -> String {
    let digits = number.to_string();
    // Four digits stay together in Russian and French.
    let alone = if language == Language::English { 3 } else { 4 };
    if digits.len() <= alone {
        return digits;
    }
    let between = match language {
        Language::English => ',',
        Language::Russian => '\u{a0}',
        Language::French => '\u{202f}',
    };
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(between);
        }
        out.push(digit);
    }
    out
}

/// "Kyrgyzstan raised 5 points", with the words for what became of them after it.
pub(super) fn raised(party: &str, number: usize, language: Language) -> String {
    let points = count(Counted::Point, number, language);
    match language {
        Language::English => format!("{party} raised {points}"),
        Language::Russian => format!("{party}: поднято {points}"),
        Language::French => format!("{party} a soulevé {points}"),
    }
}

/// The name of a status.
pub(super) fn status(status: Status, language: Language) -> &'static str {
    crate::export::words::Words::of(language).status(status)
}

const MONTHS: [[&str; 3]; 12] = [
    ["January", "января", "janvier"],
    ["February", "февраля", "février"],
    ["March", "марта", "mars"],
    ["April", "апреля", "avril"],
    ["May", "мая", "mai"],
    ["June", "июня", "juin"],
    ["July", "июля", "juillet"],
    ["August", "августа", "août"],
    ["September", "сентября", "septembre"],
    ["October", "октября", "octobre"],
    ["November", "ноября", "novembre"],
    ["December", "декабря", "décembre"],
];

/// A day in full: 20 February 2025, 20 февраля 2025 г., 20 février 2025.
pub(super) fn day(day: Day, language: Language) -> String {
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let [en, ru, fr] = month.copied().unwrap_or_default();
    let (number, year) = (day.day(), day.year());
    match language {
        Language::English => format!("{number}\u{a0}{en} {year}"),
        Language::Russian => format!("{number}\u{a0}{ru} {year}\u{a0}г."),
        Language::French if number == 1 => format!("1er\u{a0}{fr} {year}"),
        Language::French => format!("{number}\u{a0}{fr} {year}"),
    }
}

/// A day in few characters, for citations.
pub(super) fn short_day(day: Day, language: Language) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    match language {
        Language::English => day.to_string(),
        Language::Russian => format!("{number:02}.{month:02}.{year:04}"),
        Language::French => format!("{number:02}/{month:02}/{year:04}"),
    }
}

/// A period in words.
pub(super) fn period(from: Option<Day>, to: Option<Day>, language: Language) -> String {
    let name = |date| day(date, language);
    match (from, to, language) {
        (None, None, _) => Word::AllMeetings.of(language).to_owned(),
        (Some(from), Some(to), _) if from == to => name(from),
        (Some(from), Some(to), _) => format!("{} – {}", name(from), name(to)),
        (Some(from), None, Language::English) => format!("from {}", name(from)),
        (Some(from), None, Language::Russian) => format!("с {}", name(from)),
        (Some(from), None, Language::French) => format!("à partir du {}", name(from)),
        (None, Some(to), Language::English) => format!("until {}", name(to)),
        (None, Some(to), Language::Russian) => format!("до {} включительно", name(to)),
        (None, Some(to), Language::French) => format!("jusqu’au {}", name(to)),
    }
}

/// A paragraph's number in running text.
pub(super) fn paragraph(number: usize, language: Language) -> String {
    match language {
        Language::English => format!("¶\u{a0}{number}"),
        Language::Russian => format!("абз.\u{a0}{number}"),
        Language::French => format!("§\u{a0}{number}"),
    }
}

/// The words with a capital first letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A semicolon as the language sets it.
pub(super) fn semicolon(language: Language) -> &'static str {
    if language == Language::French { "\u{a0}; " } else { "; " }
}

/// "Only Kyrgyzstan mentions": what stands before and after the name.
pub(super) fn only_mentions(language: Language) -> [&'static str; 2] {
    match language {
        Language::English => ["Only ", " mentions"],
        Language::Russian => ["Только ", " упоминает"],
        Language::French => ["Seule la partie ", " mentionne"],
    }
}

/// A colon as the language sets it.
pub(super) fn colon(language: Language) -> &'static str {
    if language == Language::French { "\u{a0}: " } else { ": " }
}

/// A kind of text.
pub(super) fn kind(kind: &SourceKind, language: Language) -> &str {
    let [ru, fr] = match kind {
        SourceKind::PressRelease => ["пресс-релиз", "communiqué de presse"],
        SourceKind::SocialPost => ["публикация в соцсети", "publication sur un réseau social"],
        SourceKind::JointStatement => ["совместное заявление", "déclaration conjointe"],
        SourceKind::Article => ["статья", "article"],
        SourceKind::Remarks => ["заявление для прессы", "déclaration à la presse"],
        SourceKind::Interview => ["интервью", "entretien"],
        SourceKind::Note => ["дипломатическая нота", "note diplomatique"],
        SourceKind::Transcript => ["стенограмма", "transcription"],
        SourceKind::Other(word) => return word,
    };
    match language {
        Language::English => kind.label(),
        Language::Russian => ru,
        Language::French => fr,
    }
}

/// How much of a text is there.
pub(super) fn completeness(completeness: &Completeness, language: Language) -> &str {
    let [ru, fr] = match completeness {
        Completeness::Full => ["полный текст", "texte intégral"],
        Completeness::Partial => ["частично", "en partie"],
        Completeness::PressCopy => ["по публикации в прессе", "repris de la presse"],
        Completeness::Other(word) => return word,
    };
    match language {
        Language::English => completeness.label(),
        Language::Russian => ru,
        Language::French => fr,
    }
}

/// How a text was delivered.
pub(super) fn delivery(delivery: &Delivery, language: Language) -> &str {
    let [ru, fr] = match delivery {
        Delivery::Published => ["опубликовано", "publié"],
        Delivery::Oral => ["устно", "oralement"],
        Delivery::NoteVerbale => ["вербальная нота", "note verbale"],
        Delivery::AideMemoire => ["памятная записка", "aide-mémoire"],
        Delivery::NonPaper => ["неофициальный документ", "non-papier"],
        Delivery::Letter => ["письмо", "lettre"],
        Delivery::Other(word) => return word,
    };
    match language {
        Language::English => delivery.label(),
        Language::Russian => ru,
        Language::French => fr,
    }
}

/// A language by its code; the code where its name is not known here.
pub(super) fn language_name(code: &str, language: Language) -> &str {
    let [en, ru, fr] = match code.split('-').next().unwrap_or_default() {
        "ar" => ["Arabic", "арабский", "arabe"],
        "be" => ["Belarusian", "белорусский", "biélorusse"],
        "de" => ["German", "немецкий", "allemand"],
        "en" => ["English", "английский", "anglais"],
        "es" => ["Spanish", "испанский", "espagnol"],
        "fa" => ["Persian", "персидский", "persan"],
        "fr" => ["French", "французский", "français"],
        "he" => ["Hebrew", "иврит", "hébreu"],
        "it" => ["Italian", "итальянский", "italien"],
        "ja" => ["Japanese", "японский", "japonais"],
        "kk" => ["Kazakh", "казахский", "kazakh"],
        "ko" => ["Korean", "корейский", "coréen"],
        "ky" => ["Kyrgyz", "кыргызский", "kirghize"],
        "pl" => ["Polish", "польский", "polonais"],
        "pt" => ["Portuguese", "португальский", "portugais"],
        "ru" => ["Russian", "русский", "russe"],
        "tg" => ["Tajik", "таджикский", "tadjik"],
        "tr" => ["Turkish", "турецкий", "turc"],
        "uk" => ["Ukrainian", "украинский", "ukrainien"],
        "uz" => ["Uzbek", "узбекский", "ouzbek"],
        "zh" => ["Chinese", "китайский", "chinois"],
        _ => return code,
    };
    match language {
        Language::English => en,
        Language::Russian => ru,
        Language::French => fr,
    }
}

/// A tag's name: the codebook's own where it has one in the language.
pub(super) fn tag(tag: &Tag, language: Language) -> &str {
    own(&tag.name, language).unwrap_or_else(|| {
        let french = match tag.id.as_str() {
            "concern" => "Préoccupation",
            "response" => "Réponse",
            "agreement" => "Accord",
            "commitment" => "Engagement",
            "action" => "Acte accompli",
            "request" => "Demande",
            "rejection" => "Refus",
            "criticism" => "Critique",
            "position" => "Position",
            "proposal" => "Proposition",
            "denial" => "Démenti",
            "warning" => "Avertissement",
            "support" => "Soutien",
            "courtesy" => "Courtoisie",
            "inform" => "Information",
            "topic" => "Sujet évoqué",
            "atmosphere" => "Climat",
            "next_step" => "Suite prévue",
            "logistics" => "Circonstances",
            _ => return tag.name.en(),
        };
        if language == Language::French { french } else { tag.name.en() }
    })
}

/// What a reacting passage does, without naming to what.
pub(super) fn reaction(kind: &LinkKind, language: Language) -> &str {
    let [en, ru, fr] = match kind.id.as_str() {
        "answers" => ["Answers", "Отвечает", "Répond"],
        "answers_in_part" => ["Answers in part", "Отвечает частично", "Répond en partie"],
        "deflects" => ["Deflects", "Уходит от ответа", "Élude"],
        "rejects" => ["Rejects", "Отклоняет", "Rejette"],
        "denies" => ["Denies", "Опровергает", "Dément"],
        "agrees_with" => ["Agrees", "Соглашается", "Approuve"],
        "contradicts" => ["Contradicts", "Противоречит", "Contredit"],
        "repeats" => ["Repeats", "Повторяет", "Répète"],
        "elaborates" => ["Elaborates", "Развивает", "Développe"],
        "confirms" => ["Confirms", "Подтверждает", "Confirme"],
        "same_topic" => ["Same topic", "Та же тема", "Même sujet"],
        _ => return own(&kind.name, language).unwrap_or_else(|| kind.name.en()),
    };
    match language {
        Language::English => en,
        Language::Russian => ru,
        Language::French => fr,
    }
}

/// What the codebook calls it in this very language.
fn own(name: &Local, language: Language) -> Option<&str> {
    name.iter()
        .find(|(code, words)| *code == language.code() && !words.trim().is_empty())
        .map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language() {
        for word in Word::ALL {
            for language in Language::ALL {
                assert!(!word.of(language).trim().is_empty(), "{word:?} {language:?}");
            }
        }
        // French sets a space before a colon, and no apostrophe of typewriters.
        for word in Word::ALL {
            let french = word.of(Language::French);
            assert!(!french.contains('\'') && !french.replace("\u{a0}:", "").contains(':'), "{french}");
        }
    }

    #[test]
    fn days_are_written_as_the_language_writes_them() {
        let date = |text: &str| text.parse::<Day>().unwrap();
        let all = |text: &str| Language::ALL.map(|language| day(date(text), language).replace('\u{a0}', " "));
        assert_eq!(all("2025-02-20"), ["20 February 2025", "20 февраля 2025 г.", "20 février 2025"]);
        assert_eq!(all("2024-08-01"), ["1 August 2024", "1 августа 2024 г.", "1er août 2024"]);
        let short = Language::ALL.map(|language| short_day(date("2025-02-03"), language));
        assert_eq!(short, ["2025-02-03", "03.02.2025", "03/02/2025"]);
    }

    #[test]
    fn numbers_take_their_form() {
        let points = |number, language| count(Counted::Point, number, language).replace('\u{a0}', " ");
        for (number, words) in [
            (0, "0 вопросов"),
            (1, "1 вопрос"),
            (2, "2 вопроса"),
            (4, "4 вопроса"),
            (5, "5 вопросов"),
            (11, "11 вопросов"),
            (12, "12 вопросов"),
            (21, "21 вопрос"),
            (22, "22 вопроса"),
            (111, "111 вопросов"),
            (101, "101 вопрос"),
            (12_345, "12 345 вопросов"),
        ] {
            assert_eq!(points(number, Language::Russian), words);
        }
        assert_eq!([0, 1, 2].map(|n| points(n, Language::French)), ["0 point", "1 point", "2 points"]);
        assert_eq!([0, 1, 2].map(|n| points(n, Language::English)), ["0 points", "1 point", "2 points"]);
        assert_eq!(grouped(1234, Language::English), "1,234");
        assert_eq!(grouped(1234, Language::French), "1234");
        assert_eq!(grouped(1_234_567, Language::French), "1\u{202f}234\u{202f}567");
    }
}
