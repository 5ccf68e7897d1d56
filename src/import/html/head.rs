//! What a page says of itself: its head, its data for search engines, the comments that browsers
//! put into saved pages.
//!
//! Must not know: what the page's text is.

use serde_json::Value;

use super::dom::{Node, Page, What};
use crate::import::draft::{Found, Origin, offer, offer_words};
use crate::import::{language, published};

/// Bytes of data for search engines that are read.
const MAX_DATA: usize = 1_000_000;

/// Collects what is found.
pub(super) fn found(page: &Page) -> Found {
    let mut found = Found::default();
    let mut title = None;
    let mut times = Vec::new();
    for id in page.below(Page::ROOT) {
        match page.node(id) {
            Some(Node { what: What::Comment(text), .. }) => comment(text, &mut found),
            Some(Node { what: What::Element(name, _), .. }) => match &**name {
                "meta" => meta(page, id, &mut found),
                "link" if page.attribute(id, "rel") == Some("canonical") => {
                    address(page.attribute(id, "href").unwrap_or_default(), Origin::PageHead, &mut found);
                }
                "title" if title.is_none() => title = Some(page.words(id)),
                "html" => tongue(page.attribute(id, "lang"), &mut found),
                "script" if page.attribute(id, "type") == Some("application/ld+json") => {
                    let words = page.words(id);
                    if words.len() <= MAX_DATA
                        && let Ok(value) = serde_json::from_str(&words)
                    {
                        data(&value, &mut found, 0);
                    }
                }
                "time" => times.push(id),
                _ => {}
            },
            _ => {}
        }
    }
    // The time that is marked as the one of publication, or the first.
    let marked = |id: &&usize| page.attribute(**id, "itemprop") == Some("datePublished");
    if let Some(time) = times.iter().find(marked).or(times.first()) {
        let value = page.attribute(*time, "datetime").map_or_else(|| page.words(*time), str::to_owned);
        if let Some(day) = published::value(&value) {
            offer(&mut found.published, day, Origin::Marked);
        }
    }
    if found.title.is_none()
        && let Some(title) = title
    {
        let headline = without_site(&title, &found);
        offer_words(&mut found.title, headline, Origin::PageHead);
    }
    found
}

fn tongue(tag: Option<&str>, found: &mut Found) {
    if let Some(code) = tag.and_then(language::primary) {
        offer(&mut found.language, code, Origin::Declared);
    }
}

fn address(url: &str, origin: Origin, found: &mut Found) {
    let url = url.trim();
    if url.starts_with("http://") || url.starts_with("https://") {
        offer_words(&mut found.url, url, origin);
    }
}

/// "Headline | Site" without the site.
fn without_site<'a>(title: &'a str, found: &Found) -> &'a str {
    let site = found.publisher.as_ref().map(|publisher| publisher.value.to_lowercase());
    for mark in [" | ", " – ", " — ", " - ", " :: ", " / "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let named = site.as_ref().is_some_and(|site| tail.trim().to_lowercase() == *site);
            if named || (mark != " - " && mark != " / " && head.chars().count() >= 3 * tail.chars().count()) {
                return head;
            }
        }
    }
    title
}

fn meta(page: &Page, id: usize, found: &mut Found) {
    let Some(content) = page.attribute(id, "content") else { return };
    let name = ["property", "name", "itemprop"].into_iter().find_map(|key| page.attribute(id, key));
    let origin = Origin::PageHead;
    match name.unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "og:title" | "dc.title" => offer_words(&mut found.title, content, origin),
        "og:site_name" | "dc.publisher" | "application-name" => {
            offer_words(&mut found.publisher, content, origin)
        }
        "og:url" => address(content, origin, found),
        "og:locale" | "language" | "dc.language" => tongue(Some(content), found),
        "article:published_time"
        | "datepublished"
        | "date"
        | "dc.date"
        | "dc.date.issued"
        | "pubdate"
        | "publish-date"
        | "publication_date"
        | "dcterms.created"
        | "og:published_time" => {
            if let Some(day) = published::value(content) {
                offer(&mut found.published, day, origin);
            }
        }
        _ => {}
    }
}

/// Levels of data that are looked at.
const DEPTH: usize = 8;

fn data(value: &Value, found: &mut Found, depth: usize) {
    if depth > DEPTH {
        return;
    }
    let fields = match value {
        Value::Array(list) => {
            for one in list.iter().take(100) {
                data(one, found, depth + 1);
            }
            return;
        }
        Value::Object(fields) => fields,
        _ => return,
    };
    let kinds = match fields.get("@type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    let words = |name: &str| fields.get(name).and_then(Value::as_str);
    if kinds.contains("Article") || kinds.contains("Posting") || kinds.contains("Report") {
        let origin = Origin::PageData;
        if let Some(day) = words("datePublished").and_then(published::value) {
            offer(&mut found.published, day, origin);
        }
        offer_words(&mut found.title, words("headline").unwrap_or_default(), origin);
        let publisher = match fields.get("publisher") {
            Some(Value::Object(publisher)) => publisher.get("name").and_then(Value::as_str),
            Some(Value::Array(list)) => list.first().and_then(|one| one.get("name")).and_then(Value::as_str),
            other => other.and_then(Value::as_str),
        };
        offer_words(&mut found.publisher, publisher.unwrap_or_default(), origin);
        address(words("url").unwrap_or_default(), origin, found);
        tongue(words("inLanguage"), found);
    }
    for (_, inner) in fields.iter().filter(|(name, _)| matches!(name.as_str(), "@graph" | "mainEntity")) {
        data(inner, found, depth + 1);
    }
}

/// "saved from url=(0042)https://…", and what programs that save pages write.
fn comment(text: &str, found: &mut Found) {
    let url = if let Some((_, rest)) = text.split_once("saved from url=") {
        rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(_, url)| url)
    } else if text.contains("Page saved with") {
        text.split_once("url:").map(|(_, rest)| rest)
    } else {
        None
    };
    if let Some(url) = url.and_then(|url| url.split_whitespace().next()) {
        address(url, Origin::SavedPage, found);
    }
}
