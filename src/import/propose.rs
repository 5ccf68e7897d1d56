//! What any draft goes through after it was read: what surrounds the text is proposed to be left
//! out, and what the text itself says of its source is found.
//!
//! Must not know: formats, but for what their texts are likely to be surrounded by.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use super::draft::{Block, BlockKind, Draft, LeftOut, Origin, offer, offer_words};
use super::{Format, ImportError, language, published};

/// Blocks at the beginning in which dates and headlines are looked for.
const FIRST: usize = 6;

/// Characters that a headline has at most.
const HEADLINE: usize = 250;

/// Completes a draft.
///
/// # Errors
///
/// Where nothing in it is text.
pub(super) fn finish(mut draft: Draft, name: &str) -> Result<Draft, ImportError> {
    for block in &mut draft.blocks {
        tidy(&mut block.text);
    }
    draft.blocks.retain(|block| block.text.chars().any(char::is_alphanumeric) || block.left_out.is_some());
    if draft.blocks.is_empty() {
        return Err(ImportError::Empty);
    }
    if draft.format != Format::Markdown {
        date_lines(&mut draft);
    }
    if matches!(draft.format, Format::Html | Format::Plain | Format::Eml) {
        surroundings(&mut draft);
    }
    headlines(&mut draft);
    if draft.blocks.iter().all(|block| block.left_out.is_some()) {
        return Err(ImportError::NoText(draft.format));
    }
    title(&mut draft);
    let day = first_blocks(&draft).take(FIRST).find_map(|block| place_and_day(&block.text));
    if let Some(day) = day {
        offer(&mut draft.found.published, day, Origin::FirstLines);
    }
    if let Some((_, day)) = published::first(&name.replace('_', " "))
        && draft.found.published.is_none()
    {
        offer(&mut draft.found.published, day, Origin::FileName);
    }
    let texts = draft.blocks.iter().filter(|block| block.left_out.is_none()).map(|block| block.text.as_str());
    if let Some((code, origin)) = language::identify(texts) {
        offer(&mut draft.found.language, code, origin);
    }
    if draft.found.language.is_none() {
        offer(&mut draft.found.language, "und".to_owned(), Origin::Statistics);
    }
    Ok(draft)
}

/// What clean-up can't ask about: form C, no control characters.
fn tidy(text: &mut String) {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(control) {
        text.retain(|c| !control(c));
    }
    if !unicode_normalization::is_nfc(text) {
        *text = text.nfc().collect();
    }
}

fn first_blocks(draft: &Draft) -> impl Iterator<Item = &Block> {
    draft.blocks.iter().filter(|block| block.left_out.is_none())
}

/// Lines that only give a date, and dates that a scraper put before the first words.
fn date_lines(draft: &mut Draft) {
    let first = draft.blocks.iter().position(|block| block.left_out.is_none());
    if let Some(first) = first
        && let Some(block) = draft.blocks.get_mut(first)
        && let Some((end, day)) = published::leading(&block.text)
    {
        let rest = block.text.split_off(end);
        let debris = std::mem::replace(&mut block.text, rest);
        let tight = std::mem::replace(&mut block.tight, true);
        let kind = BlockKind::Paragraph;
        draft.blocks.insert(first, Block { text: debris, kind, tight, left_out: Some(LeftOut::DateLine) });
        offer(&mut draft.found.published, day, Origin::Marked);
    }
    let mut seen = 0;
    let count = first_blocks(draft).count();
    let mut day_found = None;
    // Also what stands just above the text and was taken for a part of the page.
    let first = draft.blocks.iter().position(|block| block.left_out.is_none()).unwrap_or(0);
    let above = draft.blocks.iter_mut().take(first).skip(first.saturating_sub(FIRST));
    for block in above.filter(|block| block.left_out == Some(LeftOut::Menu)) {
        if let Some(day) = published::only(&block.text) {
            day_found = Some(day);
            block.left_out = Some(LeftOut::DateLine);
        }
    }
    for block in draft.blocks.iter_mut().filter(|block| block.left_out.is_none()) {
        seen += 1;
        // A date under the text is as likely.
        if (seen > FIRST && seen + 2 <= count) || block.kind == BlockKind::Note {
            continue;
        }
        if let Some(day) = published::only(&block.text) {
            day_found = day_found.or(Some(day));
            block.left_out = Some(LeftOut::DateLine);
        }
    }
    if let Some(day) = day_found {
        offer(&mut draft.found.published, day, Origin::FirstLines);
    }
}

/// The day in a line such as "Arvan, 20 February 2025", or at the beginning of a sentence with
/// its place: "ARVAN, 20 February 2025 – …".
fn place_and_day(text: &str) -> Option<crate::model::Day> {
    let (range, day) = published::first(text)?;
    let before = text.get(..range.start)?;
    let near = before.chars().count() <= 40 && before.split_whitespace().count() <= 4;
    near.then_some(day)
}

/// Letters and digits in lower case, by which two headlines are the same.
fn essence(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(HEADLINE).collect()
}

/// Leaves out all but one of the headlines that say the same.
fn headlines(draft: &mut Draft) {
    let mut seen = BTreeSet::new();
    let near = draft.blocks.iter_mut().filter(|block| block.left_out.is_none()).take(2 * FIRST);
    for block in near {
        // A sentence may well be said twice.
        let sentence = block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with('.');
        if sentence || !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph) {
            continue;
        }
        let said = essence(&block.text);
        if said.chars().count() >= 8 && said.len() < HEADLINE && !seen.insert(said) {
            block.left_out = Some(LeftOut::RepeatedHeadline);
        }
    }
}

/// The headline: the first heading, or a first line that ends without a full stop.
fn title(draft: &mut Draft) {
    if let Some((words, origin)) = headline(draft) {
        offer_words(&mut draft.found.title, &words.replace(['\u{AD}', '\u{200B}'], ""), origin);
    }
}

fn headline(draft: &Draft) -> Option<(String, Origin)> {
    let mut blocks = first_blocks(draft);
    let found = blocks.next().and_then(|first| {
        if let BlockKind::Heading(_) = first.kind {
            return Some((first.text.trim_start_matches(['#', ' ']).to_owned(), Origin::Marked));
        }
        let text = first.text.trim();
        let short = text.chars().count() <= HEADLINE;
        let open = !text.ends_with(['.', '!', '?', ':', ';', ',', '…', '»', '”', '"', '。', '؟']);
        let headline = first.kind == BlockKind::Paragraph && short && open && blocks.next().is_some();
        headline.then(|| (text.to_owned(), Origin::FirstLines))
    });
    let heading = || {
        first_blocks(draft).take(FIRST).find_map(|block| match block.kind {
            BlockKind::Heading(1..=2) => {
                Some((block.text.trim_start_matches(['#', ' ']).to_owned(), Origin::Marked))
            }
            _ => None,
        })
    };
    found.or_else(heading)
}

/// Short lines that invite to do something with the page, in lower case.
const SHARING: &[&str] = &[
    "share",
    "share this",
    "share on",
    "tweet",
    "print",
    "print this",
    "copy link",
    "send by e-mail",
    "email this",
    "facebook",
    "twitter",
    "telegram",
    "whatsapp",
    "vkontakte",
    "linkedin",
    "x.com",
    "subscribe",
    "sign up",
    "read more",
    "read also",
    "see also",
    "related",
    "more news",
    "latest news",
    "back to top",
    "listen",
    "follow us",
    "поделиться",
    "поделитесь",
    "распечатать",
    "версия для печати",
    "печать",
    "скопировать ссылку",
    "отправить",
    "подписаться",
    "подписывайтесь",
    "читайте также",
    "читать далее",
    "подробнее",
    "смотрите также",
    "еще по теме",
    "ещё по теме",
    "другие новости",
    "наверх",
    "вконтакте",
    "одноклассники",
    "бөлүшүү",
    "басып чыгаруу",
    "жазылуу",
    "окуңуз",
    "partager",
    "imprimer",
    "lire aussi",
    "compartir",
    "imprimir",
    "teilen",
    "drucken",
    "paylaş",
    "yazdır",
    "分享",
    "打印",
    "مشاركة",
    "طباعة",
    "اشتراک",
];

/// Words that stand beside the number of readers and the like, in lower case.
const COUNTERS: &[&str] = &[
    "views",
    "view",
    "comments",
    "comment",
    "shares",
    "likes",
    "like",
    "reactions",
    "reposts",
    "просмотров",
    "просмотры",
    "просмотра",
    "комментариев",
    "комментарии",
    "комментарий",
    "нравится",
    "k",
    "тыс",
    "көрүүлөр",
    "пикир",
];

/// Whether a line only counts readers.
fn counts(said: &str) -> bool {
    let mut words = said.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    said.contains(|c: char| c.is_ascii_digit())
        && words.peek().is_some()
        && words.all(|word| COUNTERS.contains(&word))
}

/// What stands before the name of a photographer.
const CREDITS: &[&str] = &[
    "photo:",
    "photo by",
    "photo credit",
    "photo courtesy",
    "image:",
    "picture:",
    "фото:",
    "фото ",
    "фотография:",
    "иллюстрация:",
    "сүрөт:",
    "сурет:",
    "©",
    "credit:",
    "foto:",
    "bild:",
    "crédit photo",
    "getty images",
    "видео:",
    "video:",
];

/// Notices of sites.
const NOTICES: &[&str] = &[
    "cookie",
    "all rights reserved",
    "все права защищены",
    "при использовании материалов",
    "terms of use",
    "privacy policy",
    "политика конфиденциальности",
    "бардык укуктар корголгон",
    "javascript",
    "tous droits réservés",
    "alle rechte vorbehalten",
    "todos los derechos reservados",
    "ссылка на источник обязательна",
];

/// Short lines that belong to the page and not to the text.
fn surroundings(draft: &mut Draft) {
    for block in draft.blocks.iter_mut().filter(|block| block.left_out.is_none()) {
        if block.text.len() > 400 {
            continue;
        }
        let said = block.text.trim().to_lowercase();
        let words = said.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
        let length = said.chars().count();
        let shares = |line: &str| {
            words == line || (words.starts_with(line) && length <= line.chars().count() + 25 && !ends(&said))
        };
        if length <= 60 && counts(&said) {
            block.left_out = Some(LeftOut::Menu);
        } else if length <= 60 && SHARING.iter().any(|line| shares(line)) {
            block.left_out = Some(LeftOut::Sharing);
        } else if length <= 160 && CREDITS.iter().any(|credit| said.starts_with(*credit)) && !ends(&said) {
            block.left_out = Some(LeftOut::Caption);
        } else if length <= 200
            && draft.format == Format::Html
            && NOTICES.iter().any(|notice| said.contains(notice))
        {
            block.left_out = Some(LeftOut::Notice);
        }
    }
}

/// Whether it ends as a sentence does.
fn ends(said: &str) -> bool {
    said.ends_with(['.', '!', '?', ';', '»', '”'])
}
