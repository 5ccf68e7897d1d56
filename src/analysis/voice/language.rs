//! A guess at a text's language among those whose cues are known, by letters and small words.
//!
//! Must not know: what the guess is used for.

/// Small words that stand in nearly every sentence of a language.
#[rustfmt::skip] // Packed: a word a line would hide the lists' shape.
const WORDS: [(&str, &[&str]); 5] = [
    ("en", &["the", "of", "and", "to", "in", "that", "was", "on", "for", "with"]),
    ("fr", &["le", "la", "les", "des", "du", "et", "une", "dans", "que", "pour"]),
    ("es", &["el", "los", "las", "del", "y", "una", "que", "en", "por", "con"]),
    ("tr", &["ve", "bir", "bu", "ile", "için", "da", "de", "olarak", "türkiye", "arasında"]),
    ("uz", &["va", "bilan", "uchun", "bu", "boʻyicha", "ham", "tomon", "tomonlar", "deb", "haqida"]),
];

/// The language's two letters; English where nothing tells.
pub fn guess_language(text: &str) -> &'static str {
    let (mut han, mut arabic, mut cyrillic, mut latin) = (0, 0, 0, 0);
    let (mut kyrgyz, mut kazakh) = (0, 0);
    for c in text.chars() {
        match c {
            '\u{3400}'..='\u{9FFF}' => han += 2,
            '\u{600}'..='\u{6FF}' => arabic += 1,
            'қ' | 'ғ' | 'ұ' | 'ә' | 'һ' | 'і' | 'Қ' | 'Ғ' | 'Ә' => {
                kazakh += 1;
                cyrillic += 1;
            }
            'ң' | 'ө' | 'ү' | 'Ң' | 'Ө' | 'Ү' => {
                kyrgyz += 1;
                cyrillic += 1;
            }
            '\u{400}'..='\u{52F}' => cyrillic += 1,
            _ if c.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    let most = han.max(arabic).max(cyrillic).max(latin);
    if most == 0 || (latin == most && latin > 0) {
        return latin_language(text);
    }
    if han == most {
        "zh"
    } else if arabic == most {
        "ar"
    } else if kazakh * 100 > cyrillic {
        "kk"
    } else if kyrgyz * 100 > cyrillic {
        "ky"
    } else {
        "ru"
    }
}

fn latin_language(text: &str) -> &'static str {
    let mut counts = WORDS.map(|(language, _)| (language, 0));
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, 'ʻ' | 'ʼ'))) {
        let word = word.to_lowercase();
        for ((_, count), (_, words)) in counts.iter_mut().zip(&WORDS) {
            *count += u32::from(words.contains(&word.as_str()));
        }
    }
    let mut best = ("en", 0);
    for (language, count) in counts {
        if count > best.1 {
            best = (language, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::guess_language;

    #[test]
    fn letters_and_small_words_tell() {
        for (text, language) in [
            ("The two sides met in the capital.", "en"),
            ("Стороны обсудили вопросы миграции.", "ru"),
            ("Эки тарап өз ара мамилелерди талкуулашты.", "ky"),
            ("Тараптар өзара қатынастарды талқылады.", "kk"),
            ("Les deux parties ont discuté de la coopération dans le domaine des visas.", "fr"),
            ("Las dos partes hablaron del comercio y de los visados.", "es"),
            ("İki taraf ticaret ve enerji konusunda bir araya geldi.", "tr"),
            ("Tomonlar savdo va energetika boʻyicha fikr almashdi.", "uz"),
            ("双方就贸易交换意见。", "zh"),
            ("بحث الجانبان التعاون.", "ar"),
            ("", "en"),
        ] {
            assert_eq!(guess_language(text), language, "{text}");
        }
    }
}
