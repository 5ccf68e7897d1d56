//! Which language a text is in: by the letters that only some languages have, then by statistics.
//!
//! Must not know: what the source says of its language.

use super::draft::Origin;

/// Bytes of a text that are looked at.
const SAMPLE: usize = 40_000;

/// A language, letters that Russian lacks, and those of them that decide against the rows below.
const CYRILLIC: [(&str, &str, &str); 11] = [
    ("tg", "ӣӯҷҳғқ", "ӣӯҷ"),
    ("ba", "ҙҫғҡәөүңһ", "ҙҫ"),
    ("tt", "җәөүңһ", "җ"),
    ("kk", "әғқұһңөүі", "әұ"),
    ("mk", "ѓќѕјљњџ", "ѓќѕ"),
    ("sr", "ђћљњџј", "ђћ"),
    ("uz", "ўқғҳ", "қғҳ"),
    ("be", "ўі", "ў"),
    ("ky", "ңөү", "ң"),
    ("mn", "өү", "өү"),
    ("uk", "їєґі", "їєґі"),
];

/// Words that make a good part of any English text.
const ENGLISH: &[&str] =
    &["the", "of", "and", "to", "in", "on", "for", "that", "a", "is", "was", "with", "by"];

/// The language as BCP 47 writes it, and how it is known; `None` where nothing tells it.
pub(super) fn identify<'a>(texts: impl Iterator<Item = &'a str>) -> Option<(String, Origin)> {
    let mut sample = String::new();
    for text in texts {
        sample.extend(text.chars().take(SAMPLE).flat_map(char::to_lowercase));
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let cyrillic = sample.chars().filter(|c| matches!(c, '\u{400}'..='\u{52F}')).count();
    if letters == 0 {
        return None;
    }
    if cyrillic * 2 > letters
        && let Some(code) = by_letters(&sample)
    {
        return Some((code.to_owned(), Origin::Letters));
    }
    let arabic = sample.chars().filter(|c| matches!(c, '\u{620}'..='\u{6FF}')).count();
    if arabic * 2 > letters {
        if has_words_with(&sample, "ٹڈڑے") {
            return Some(("ur".to_owned(), Origin::Letters));
        }
        if has_words_with(&sample, "پچژگی") {
            return Some(("fa".to_owned(), Origin::Letters));
        }
    }
    if let Some(guess) = whatlang::detect(&sample).filter(whatlang::Info::is_reliable) {
        return Some((two_letters(guess.lang().code()).to_owned(), Origin::Statistics));
    }
    // The statistics are not sure of short texts.
    let words = || words(&sample);
    let english = words().filter(|word| ENGLISH.contains(word)).count();
    (english >= 3 && english * 5 >= words().count()).then(|| ("en".to_owned(), Origin::Statistics))
}

fn words(sample: &str) -> impl Iterator<Item = &str> {
    sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether at least one word in eight has one of these letters: a name in another language does
/// not change that of the text.
fn has_words_with(sample: &str, letters: &str) -> bool {
    words(sample).filter(|word| word.contains(|c| letters.contains(c))).count() * 8 >= words(sample).count()
}

fn by_letters(sample: &str) -> Option<&'static str> {
    let found = CYRILLIC
        .iter()
        .find(|(_, letters, own)| sample.contains(|c| own.contains(c)) && has_words_with(sample, letters));
    match found {
        // A few words of Kyrgyz may well have no Ң; a longer text without one is Mongolian.
        Some(("mn", ..)) if sample.chars().count() < 400 => Some("ky"),
        Some((code, ..)) => Some(code),
        // Bulgarian has neither Ы nor Э.
        None if has_words_with(sample, "ыэё") => Some("ru"),
        None => None,
    }
}

/// The code with two letters where there is one, of those that the statistics know.
fn two_letters(code: &str) -> &str {
    const CODES: &str = "epo eo eng en rus ru cmn zh spa es por pt ita it ben bn fra fr deu de ukr uk kat ka \
        ara ar hin hi jpn ja heb he yid yi pol pl amh am jav jv kor ko nob nb dan da swe sv fin fi tur tr \
        nld nl hun hu ces cs ell el bul bg bel be mar mr kan kn ron ro slv sl hrv hr srp sr mkd mk lit lt \
        lav lv est et tam ta vie vi urd ur tha th guj gu uzb uz pan pa aze az ind id tel te pes fa mal ml \
        ori or mya my nep ne sin si khm km tuk tk aka ak zul zu sna sn afr af lat la slk sk cat ca tgl tl \
        hye hy cym cy";
    let mut words = CODES.split_whitespace();
    while let (Some(three), Some(two)) = (words.next(), words.next()) {
        if three == code {
            return two;
        }
    }
    code
}

/// The language of a tag such as "ru-RU" or "en_GB", in lower case; `None` where it is none.
pub(super) fn primary(tag: &str) -> Option<String> {
    let code: String = tag.trim().split(['-', '_']).next()?.to_lowercase();
    let sound = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    // Kyrgyz and Kazakh sites are known to give their countries' codes instead.
    sound.then(|| match code.as_str() {
        "kg" => "ky".to_owned(),
        "kz" => "kk".to_owned(),
        "ua" => "uk".to_owned(),
        "cn" => "zh".to_owned(),
        _ => code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            ("ru", "Стороны обсудили вопросы приграничной торговли и этапы совместной работы."),
            (
                "ky",
                "Тараптар чек ара соодасы боюнча өз ара кызматташууну улантууга макулдашты, көңүл бөлүндү.",
            ),
            (
                "kk",
                "Тараптар ынтымақтастықты дамыту мәселелерін талқылап, келіссөздерді жалғастыруға уағдаласты.",
            ),
            ("tg", "Ҷонибҳо масъалаҳои ҳамкориро баррасӣ намуда, идомаи онро мувофиқа карданд."),
            ("uk", "Сторони обговорили питання прикордонної торгівлі та домовилися продовжити роботу."),
            ("be", "Бакі абмеркавалі пытанні памежнага гандлю і дамовіліся працягваць супрацоўніцтва."),
            (
                "en",
                "Both sides discussed questions of trade across the border and agreed to go on with their work.",
            ),
            (
                "fr",
                "Les deux parties ont évoqué les questions du commerce frontalier et sont convenues de poursuivre.",
            ),
            ("zh", "双方就共同关心的问题交换了意见，并同意继续保持密切沟通。"),
            ("fa", "دو طرف دربارهٔ گسترش همکاری‌های مرزی گفت‌وگو کردند و بر ادامهٔ آن تأکید کردند."),
            ("ar", "ناقش الجانبان العلاقات الثنائية بين البلدين وسبل تعزيزها في مختلف المجالات."),
        ];
        for (code, text) in cases {
            assert_eq!(identify([text].into_iter()).map(|found| found.0).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_foreign_name_does_not_change_the_language() {
        let text = "Посол встретился с представителями движения «Өмүр», обсудив с ними вопросы образования \
                    и культуры, а также этапы подготовки соглашения.";
        assert_eq!(identify([text].into_iter()).unwrap().0, "ru");
    }

    #[test]
    fn what_cannot_be_told_is_left_open() {
        assert_eq!(identify(["12 000 – 15"].into_iter()), None);
        assert_eq!(identify(["Ok."].into_iter()), None);
    }

    #[test]
    fn tags_are_cut_to_their_language() {
        assert_eq!(primary("ru-RU").as_deref(), Some("ru"));
        assert_eq!(primary("en_GB").as_deref(), Some("en"));
        assert_eq!(primary("kg").as_deref(), Some("ky"));
        assert_eq!(primary("x"), None);
    }
}
