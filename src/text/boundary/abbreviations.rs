//! Words whose full stop does not end a sentence, in English, Russian and
//! Kyrgyz, and the words that show that a sentence did start. It must not know
//! how sentences are found: it answers questions about single words.

/// What a full stop after a word says about the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It never ends here: "Mr.", «им.», "e.g.".
    Never,
    /// It ends, unless a number follows: "No. 5", «ст. 3», "Feb. 24".
    UnlessNumber,
    /// It ends only before a word that opens sentences: "U.S.", «г.».
    BeforeOpener,
    /// An ordinary word. Those whose full stop also ends sentences ("etc.",
    /// «т.д.», «руб.», «ж.б.») are ordinary: before lower case the rules of
    /// Unicode keep the sentence together by themselves.
    Ends,
}

#[rustfmt::skip] // Packed: a word a line would hide the lists' shape.
const NEVER: &[&str] = &[
    // English
    "adm", "amb", "approx", "brig", "capt", "cf", "cmdr", "col", "dr", "e.g", "esp", "gen",
    "gov", "hon", "i.e", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "ph.d", "pres",
    "prof", "rep", "rev", "sen", "sgt", "st", "viz", "vs",
    // Russian
    "адм", "акад", "англ", "б", "в.и.о", "вице-адм", "ген", "греч", "гр", "дер", "дж",
    "доц", "и.о", "им", "исп", "кирг", "лат", "лейт", "нем", "напр", "о", "обл", "пер",
    "пл", "полк", "пос", "просп", "проф", "р-н", "рус", "св", "см", "ср",
    "т.е", "т.к", "т.н", "т.о", "тов", "ул", "франц", "г-жа", "г-н",
    // Kyrgyz
    "б.а", "көч", "м-н", "мис",
];

#[rustfmt::skip] // Packed: a word a line would hide the lists' shape.
const UNLESS_NUMBER: &[&str] = &[
    // English
    "apr", "art", "arts", "aug", "ch", "dec", "doc", "feb", "fig", "jan", "jul", "jun",
    "mar", "no", "nos", "nov", "oct", "p", "para", "paras", "pp", "res", "sec", "sep",
    "sept", "vol",
    // Russian
    "гл", "д", "кв", "п", "пп", "рис", "с", "ст", "стр", "табл", "тел", "ч",
];

#[rustfmt::skip] // Packed: a word a line would hide the lists' shape.
const BEFORE_OPENER: &[&str] = &[
    "a.m", "bros", "co", "corp", "d.c", "e.u", "inc", "jr", "ltd", "p.m", "sr", "u.k",
    "u.n", "u.s", "u.s.a", "u.s.s.r", "в", "вв", "г", "гг", "ж", "жж", "р", "т",
];

#[rustfmt::skip] // Packed: a word a line would hide the lists' shape.
const OPENERS: &[&str] = &[
    // English
    "a", "after", "all", "also", "an", "and", "another", "as", "at", "because", "before",
    "both", "but", "by", "during", "each", "for", "from", "he", "her", "here", "his", "how",
    "however", "i", "if", "in", "it", "its", "let", "many", "meanwhile", "moreover", "my",
    "nor", "not", "now", "on", "once", "our", "she", "since", "so", "some", "such", "that",
    "the", "their", "then", "there", "these", "they", "this", "those", "though", "thus",
    "to", "today", "under", "until", "we", "what", "when", "where", "while", "who", "why",
    "with", "you", "your",
    // Russian
    "а", "более", "в", "во", "все", "всё", "вы", "где", "далее", "для", "до", "его", "ее",
    "если", "её", "за", "затем", "и", "из", "их", "к", "как", "когда", "кроме", "между",
    "мы", "на", "наш", "наша", "наше", "наши", "не", "ни", "но", "о", "об", "однако", "он",
    "она", "они", "оно", "от", "по", "под", "поэтому", "после", "при", "с", "сегодня", "со",
    "так", "также", "такая", "такие", "такое", "такой", "тем", "тогда", "у", "что", "эта",
    "эти", "это", "этот", "я",
    // Kyrgyz
    "азыр", "ал", "алар", "алардын", "андан", "анын", "биз", "биздин", "бирок", "бул",
    "бүгүн", "жана", "кийин", "мен", "ошол", "ошондой", "ошондуктан", "сиз", "ушул", "эгер",
    "эми",
];

/// What the full stop of `word` says; `word` is given without it.
pub(super) fn stop(word: &str) -> Stop {
    let lower = word.to_lowercase();
    // "2022г" and «1991-ж» end in the abbreviation; «м-н» is one as a whole.
    let bare = lower.trim_start_matches(|c: char| c.is_numeric() || c == '-');
    for form in [lower.as_str(), bare] {
        if NEVER.contains(&form) {
            return if is_initials(word) { Stop::BeforeOpener } else { Stop::Never };
        }
        if BEFORE_OPENER.contains(&form) || is_initials(word) {
            return Stop::BeforeOpener;
        }
        if UNLESS_NUMBER.contains(&form) {
            return Stop::UnlessNumber;
        }
    }
    Stop::Ends
}

/// Whether a word is initials without the last full stop: "J", «С.В», "U.S".
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    })
}

/// Whether the text starts with a word that opens sentences, in upper case. A
/// single letter with a full stop is an initial, not a word.
pub(super) fn starts_with_opener(text: &str) -> bool {
    let word_end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(word_end).unwrap_or((text, ""));
    word.starts_with(char::is_uppercase)
        && !(rest.starts_with('.') && is_initials(word))
        && OPENERS.contains(&word.to_lowercase().as_str())
}

/// Whether the text starts with a number, in digits or in Roman ones.
pub(super) fn starts_with_number(text: &str) -> bool {
    let word_end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..word_end).unwrap_or_default();
    // "I" alone is far more often the pronoun: "No. I will not."
    let roman = is_roman(word) && word != "I";
    word.starts_with(char::is_numeric) || roman || text.starts_with('№')
}

/// Whether a word is a Roman number as documents write them.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVXLC".contains(c))
}
