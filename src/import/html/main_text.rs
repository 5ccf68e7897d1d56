//! What of a page is its text: the smallest part of it that holds most of what reads like
//! sentences, without menus and the like in it.
//!
//! Works from where sentences stand instead of counting paragraphs, so that a post of two
//! sentences is found as well as a long report. What is not the text is marked, not dropped.
//! Must not know: how words became blocks.

use super::dom::Page;
use super::walk::Seen;
use crate::import::draft::{BlockKind, LeftOut};

/// Parts of the names of classes, and what elements of such a class hold.
const CLASSES: &[(LeftOut, &[&str])] = &[
    (
        LeftOut::Sharing,
        &[
            "share",
            "sharing",
            "social",
            "socials",
            "subscribe",
            "newsletter",
            "likes",
            "reactions",
            "addtoany",
            "print",
        ],
    ),
    (LeftOut::Comments, &["comment", "comments", "disqus", "respond", "replies"]),
    (LeftOut::Notice, &["cookie", "cookies", "gdpr", "consent", "copyright", "disclaimer"]),
    (LeftOut::Caption, &["caption", "figcaption", "photo-author", "credit", "credits"]),
    (
        LeftOut::Menu,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "sidebar",
            "footer",
            "related",
            "recommended",
            "pagination",
            "pager",
            "tags",
            "taglist",
            "popup",
            "modal",
            "banner",
            "advert",
            "ads",
            "promo",
            "toolbar",
            "topbar",
            "search",
            "login",
            "lang-switcher",
            "languages",
            "also",
            "popular",
            "trending",
            "teaser",
            "views",
            "crumbs",
        ],
    ),
];

/// Letters and digits below which a block reads like a label.
const SENTENCE: usize = 25;

/// Marks what does not belong to the text.
pub(super) fn mark(page: &Page, seen: &mut [Seen], title: Option<&str>) {
    let (letters, sentences) = (sums(page, seen, |one| one.letters), sums(page, seen, sentence_letters));
    let half = |sums: &[usize], id: usize| {
        let of = |id: usize| sums.get(id).copied().unwrap_or(0);
        of(Page::ROOT) > 0 && of(id) * 2 >= of(Page::ROOT)
    };
    // What holds half of the page is no menu, whatever it is called.
    let is_main = |id: usize| half(&letters, id) || half(&sentences, id);
    for one in seen.iter_mut().filter(|one| one.block.left_out.is_none()) {
        one.block.left_out = surrounding(page, one.home, &is_main);
    }
    let Some(container) = main(page, seen) else { return };
    let is_in = |home: usize| ancestors(page, home).any(|id| id == container);
    let first = seen.iter().position(|one| one.block.left_out.is_none() && is_in(one.home));
    // The headline mostly stands above the text, with what leads to it.
    let headline = first.and_then(|first| {
        let before = seen.get(..first)?;
        let same = |one: &Seen| title.is_some_and(|title| essence(title).contains(&essence(&one.block.text)));
        let heading = |one: &Seen| matches!(one.block.kind, BlockKind::Heading(1..=2)) && one.letters >= 8;
        before.iter().rposition(|one| heading(one) && same(one)).or_else(|| {
            before.iter().rposition(|one| one.block.kind == BlockKind::Heading(1) && one.letters >= 8)
        })
    });
    for (index, one) in seen.iter_mut().enumerate() {
        if headline == Some(index) {
            // Also where it stands in what is called the head of the page.
            if one.block.left_out == Some(LeftOut::Menu) {
                one.block.left_out = None;
            }
            continue;
        }
        let leads =
            headline.is_some_and(|headline| index > headline) && first.is_some_and(|first| index < first);
        if one.block.left_out.is_none() && !is_in(one.home) && !(leads && sentence_letters(one) > 0) {
            one.block.left_out = Some(LeftOut::Menu);
        }
        if one.block.left_out.is_none() && is_link_list(one) {
            one.block.left_out = Some(LeftOut::Menu);
        }
    }
    if seen.iter().all(|one| one.block.left_out.is_some()) {
        // A page of links only: better all of it than nothing.
        for one in seen.iter_mut().filter(|one| one.block.left_out == Some(LeftOut::Menu)) {
            one.block.left_out = None;
        }
    }
}

/// A block that is nothing but links, and no sentence.
fn is_link_list(one: &Seen) -> bool {
    one.letters > 0
        && one.linked * 10 >= one.letters * 8
        && one.letters < 150
        && !ends(&one.block.text)
        && !matches!(one.block.kind, BlockKind::Heading(_))
}

fn essence(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '…', ';', ':', '»', '”', '"', ')', '。', '！', '？', '؟', '۔'])
}

/// How much of a block reads like sentences.
fn sentence_letters(one: &Seen) -> usize {
    let own = one.letters - one.linked.min(one.letters);
    // Characters that are words of their own say as much with a third of them.
    let dense = one.block.text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9FFF}')).count() * 2;
    if one.linked * 2 > one.letters || matches!(one.block.kind, BlockKind::Heading(_)) {
        0
    } else if own + dense >= SENTENCE && (ends(&one.block.text) || own + dense >= 3 * SENTENCE) {
        own + dense
    } else {
        0
    }
}

fn ancestors(page: &Page, id: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(id), |id| page.node(*id).and_then(|node| node.parent))
}

/// For each node the sum over the blocks in it.
fn sums(page: &Page, seen: &[Seen], weight: impl Fn(&Seen) -> usize) -> Vec<usize> {
    let mut sums = vec![0; page.len()];
    for one in seen {
        let weight = weight(one);
        for id in ancestors(page, one.home) {
            if let Some(sum) = sums.get_mut(id) {
                *sum += weight;
            }
        }
    }
    sums
}

/// What an element around a block says that it is.
fn surrounding(page: &Page, home: usize, is_main: &dyn Fn(usize) -> bool) -> Option<LeftOut> {
    let in_article = || ancestors(page, home).any(|id| matches!(page.name(id), "article" | "main"));
    for id in ancestors(page, home) {
        let name = page.name(id);
        if matches!(name, "body" | "html" | "main" | "article") {
            continue;
        }
        if is_main(id) {
            break;
        }
        match name {
            "nav" | "footer" | "aside" | "form" => return Some(LeftOut::Menu),
            "header" if !in_article() => return Some(LeftOut::Menu),
            _ => {}
        }
        if let Some(
            "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "menu" | "dialog",
        ) = page.attribute(id, "role")
        {
            return Some(LeftOut::Menu);
        }
        if page.attribute(id, "role") == Some("button") {
            return Some(LeftOut::Sharing);
        }
        let names = [page.attribute(id, "class"), page.attribute(id, "id")];
        for word in names.into_iter().flatten().flat_map(|names| names.split([' ', '-', '_', '\n', '\t'])) {
            let word = word.to_ascii_lowercase();
            if let Some((why, _)) = CLASSES.iter().find(|(_, words)| words.contains(&word.as_str())) {
                return Some(*why);
            }
        }
    }
    None
}

/// The part of the page that holds the text.
fn main(page: &Page, seen: &[Seen]) -> Option<usize> {
    let weight = |one: &Seen| if one.block.left_out.is_none() { sentence_letters(one) } else { 0 };
    let mut inside = sums(page, seen, weight);
    if inside.first().is_none_or(|all| *all == 0) {
        // No sentence: whatever stands outside menus.
        inside = sums(page, seen, |one| {
            if one.block.left_out.is_none() && one.linked * 2 <= one.letters { one.letters } else { 0 }
        });
    }
    let sum = |id: usize| inside.get(id).copied().unwrap_or(0);
    let all = sum(Page::ROOT);
    if all == 0 {
        return None;
    }
    let start = declared(page, &|id| sum(id) * 5 >= all * 2).unwrap_or(Page::ROOT);
    let mut container = start;
    // Down to where the sentences part.
    while let Some(next) = page.kids(container).iter().copied().max_by_key(|kid| sum(*kid)) {
        if page.name(next).is_empty() || sum(next) * 20 < sum(container) * 17 {
            break;
        }
        container = next;
    }
    // A block's own element is too little: its neighbours belong to it.
    if seen.iter().any(|one| one.home == container) && container != start {
        let alone =
            seen.iter().filter(|one| ancestors(page, one.home).any(|id| id == container)).count() == 1;
        if alone && let Some(parent) = page.node(container).and_then(|node| node.parent) {
            container = parent;
        }
    }
    Some(container)
}

/// An element that the page itself calls its text, where it holds enough.
fn declared(page: &Page, enough: &dyn Fn(usize) -> bool) -> Option<usize> {
    let only = |is: &dyn Fn(usize) -> bool| {
        let mut found = page.below(Page::ROOT).filter(|id| is(*id) && enough(*id));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    only(&|id| page.attribute(id, "itemprop") == Some("articleBody"))
        .or_else(|| only(&|id| page.name(id) == "article"))
        .or_else(|| only(&|id| page.name(id) == "main" || page.attribute(id, "role") == Some("main")))
}
