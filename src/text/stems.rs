//! Words without their endings, so that «границы» and «границе» are one. Light on purpose: the
//! comparison of four letters at a time catches what is left.
//!
//! Must not know: which words are compared.

/// Endings of English words, longest first; what is left has at least four letters.
#[rustfmt::skip] // Packed: a word a line would hide the lists' shape.
const ENGLISH: &[&str] = &[
    "ations", "ization", "isation", "ically", "ation", "ments", "ities", "ingly", "ions", "ment", "ness", "ings",
    "able", "ible", "ance", "ence", "ical", "ally", "ies", "ion", "ing", "ity", "ive", "ed", "es", "ly",
    "al", "e", "s", "y",
];

#[rustfmt::skip]
const RUSSIAN: &[&str] = &[
    "ированию", "ирования", "ирование", "иями", "иях", "ости", "остью", "ость", "ении", "ения", "ение", "ению", "ением",
    "ании", "ания", "ание", "анию", "анием", "ского", "скому", "скими", "ским", "ских", "ская", "ское", "ские", "ской",
    "скую", "ский", "ными", "ного", "ному", "ных", "ным", "ная", "ное", "ные", "ной", "ную", "ный", "ями", "ами", "ого",
    "его", "ому", "ему", "ыми", "ими", "лись", "ться", "ются", "ется", "ился", "ются", "ает", "яет", "али", "яли", "или",
    "ила", "ала", "ать", "ять", "ить", "еть", "ах", "ях", "ам", "ям", "ом", "ем", "ов", "ев", "ей", "ой", "ий", "ый",
    "ая", "яя", "ое", "ее", "ие", "ые", "ую", "юю", "их", "ых", "им", "ым", "ия", "ии", "ию", "ет", "ут", "ют", "ит", "ят",
    "ал", "ил", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й",
];

/// Letters that a word of a language with endings upon endings is cut to.
const SHORT: usize = 6;

/// The stem of a folded word: what its forms have in common. Words of scripts other than Latin and
/// Cyrillic are their own stems.
#[must_use]
pub fn stem(word: &str) -> &str {
    let Some(first) = word.chars().next() else { return word };
    if first.is_ascii_alphabetic() {
        return without(word, ENGLISH, 4);
    }
    if !('\u{400}'..='\u{52F}').contains(&first) {
        return word;
    }
    if word.contains(['ң', 'ө', 'ү', 'қ', 'ғ', 'ұ', 'ә', 'һ', 'і']) {
        return short(word);
    }
    short(without(word, RUSSIAN, 4)).trim_end_matches(['ь', 'й'])
}

fn short(word: &str) -> &str {
    word.char_indices().nth(SHORT + 1).map_or(word, |(at, _)| word.get(..at).unwrap_or(word))
}

fn without<'a>(word: &'a str, endings: &[&str], least: usize) -> &'a str {
    let fits = |rest: &&str| rest.chars().nth(least - 1).is_some();
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(fits)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["border", "borders"][..],
            &["register", "registered", "registers", "registering"],
            &["policy", "policies"],
            &["agreement", "agreements"],
            &["граница", "границы", "границе", "границу", "границами"],
            &["трудовой", "трудовых", "трудовая"],
            &["регистрация", "регистрации", "регистрацию"],
        ] {
            let stems: Vec<&str> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("border"), stem("order"));
        assert_eq!((stem(""), stem("12"), stem("ны")), ("", "12", "ны"));
    }
}
