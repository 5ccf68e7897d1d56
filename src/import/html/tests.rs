//! Pages, from whole sites down to a post of two sentences.

use proptest::prelude::*;

use crate::import::{Choices, Draft, Format, ImportError, LeftOut, Origin, Source, read};
use crate::model::Day;

fn page(html: &str) -> Draft {
    read(&Source { bytes: html.as_bytes(), kind: Some(Format::Html), ..Source::default() }).unwrap()
}

fn text(draft: &Draft) -> String {
    draft.text(&Choices::default()).as_str().to_owned()
}

fn out(draft: &Draft, why: LeftOut) -> Vec<&str> {
    draft.blocks.iter().filter(|block| block.left_out == Some(why)).map(|block| block.text.as_str()).collect()
}

const REPORT: &str = r#"<!DOCTYPE html>
<!-- saved from url=(0033)https://mfa.arvania.example/n/17 -->
<html lang="en"><head><meta charset="utf-8"><title>Ministers met in Arvan | Foreign Ministry</title>
<meta property="og:site_name" content="Foreign Ministry of Arvania">
<link rel="canonical" href="https://mfa.arvania.example/news/17">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ministers met in Arvan",
"datePublished":"2031-05-06T10:00:00+06:00"}]}</script><style>p {color: red}</style></head>
<body class="has-sidebar"><header><a href="/">Home</a><nav><ul><li><a href="/a">About the ministry</a></li><li><a href="/b">News</a></li></ul></nav></header>
<div class="wrap"><div class="breadcrumbs"><a href="/">Home</a> / News</div>
<h1>Ministers met in Arvan</h1><div class="meta"><time datetime="2031-05-06">06.05.2031</time></div>
<div class="content"><h1>Ministers met in Arvan</h1>
<figure><img src="a.jpg"><figcaption>The ministers at the table. Photo: ministry</figcaption></figure>
<p>The ministers of Arvania and Belmark met&nbsp;in <b>Arvan</b> and
 discussed the road across the pass.</p>
<p>They agreed on three steps:</p>
<ol><li>a list of crossings;</li><li><p>a meeting of experts;</p></li></ol>
<h2>Entry rules</h2>
The Belmark side raised its concern about the new rules of entry.<br><br>It asked for an answer<br>before summer.
<blockquote><p>“We expect an answer in good time,” the minister said.</p></blockquote>
<table><tr><th>Crossing</th><th>Opens</th></tr><tr><td>North pass</td><td>in spring</td></tr></table>
<ul class="share"><li>Facebook</li><li>Telegram</li></ul>
<p><a href="/x">All news of the ministry of the last week</a></p>
</div><aside><h3>Most read</h3><p>Quite another report about a harvest that was long and plentiful, too.</p></aside></div>
<footer><p>All rights reserved. Foreign Ministry of Arvania, 1 Main Street, Arvan.</p></footer></body></html>"#;

#[test]
fn the_text_of_a_page_is_found() {
    let draft = page(REPORT);
    assert_eq!(
        text(&draft),
        "Ministers met in Arvan\n\n\
         The ministers of Arvania and Belmark met in Arvan and discussed the road across the pass.\n\n\
         They agreed on three steps:\n\n1. a list of crossings;\n2. a meeting of experts;\n\n\
         Entry rules\n\n\
         The Belmark side raised its concern about the new rules of entry.\n\n\
         It asked for an answer\nbefore summer.\n\n\
         “We expect an answer in good time,” the minister said.\n\n\
         Crossing | Opens\nNorth pass | in spring"
    );
    assert!(out(&draft, LeftOut::Menu).contains(&"– News"));
    assert_eq!(out(&draft, LeftOut::Caption), ["The ministers at the table. Photo: ministry"]);
    assert_eq!(out(&draft, LeftOut::RepeatedHeadline), ["Ministers met in Arvan"]);
    assert_eq!(out(&draft, LeftOut::Sharing), ["– Facebook", "– Telegram"]);
    assert_eq!(draft.notes, ["1 picture is not taken"]);
}

#[test]
fn what_a_page_says_of_itself_is_found() {
    let found = page(REPORT).found;
    let title = found.title.unwrap();
    assert_eq!((title.value.as_str(), title.origin), ("Ministers met in Arvan", Origin::PageData));
    assert_eq!(found.published.unwrap().value, Day::constant(2031, 5, 6));
    assert_eq!(found.publisher.unwrap().value, "Foreign Ministry of Arvania");
    assert_eq!(found.url.unwrap().value, "https://mfa.arvania.example/news/17");
    assert_eq!(found.language.unwrap().value, "en");
    let saved =
        page("<!-- saved from url=(0021)https://a.example/b -->\n<p>Both sides met in Arvan today.</p>");
    assert_eq!(saved.found.url.unwrap().value, "https://a.example/b");
}

#[test]
fn a_page_that_is_arranged_by_tables_is_read() {
    let draft = page(
        "<html><head><title>News - Talks</title></head><body><div class=logo>Ministry of Arvania</div>\
         <table><tr><td><div><a href=1>Home</a><br><a href=2>Embassies</a></div></td><td><h2>Talks</h2>\
         <div class=date>6 May 2031, 14:30</div><div class=print><a href=p>Print version</a></div>\
         On 6 May 2031 the minister met the ambassador.<br><br>They spoke of entry rules.<br><br><div><img><br><small>Photo: press service</small></div>\
         <p>Views: 123</p></td><td><b>Latest</b><br><a href=4>A delegation went to the northern regions</a></td></tr></table></body></html>",
    );
    assert_eq!(
        text(&draft),
        "Talks\n\nOn 6 May 2031 the minister met the ambassador.\n\nThey spoke of entry rules."
    );
    assert_eq!(draft.found.published.unwrap().value, Day::constant(2031, 5, 6));
}

#[test]
fn a_post_among_buttons_and_counters_is_found() {
    let draft = page(
        "<html><body><div role=banner><a href=/>Site</a></div><div role=main><div><h4><a href=e>Embassy of Belmark</a></h4><span><a href=t>6 May 2031</a> · <span>Public</span></span></div>\
         <div><div dir=auto>Today the Ambassador met the Deputy Minister 🤝</div><div dir=auto>Both sides exchanged views on entry rules.</div></div>\
         <div><span>125</span> <span>12 comments</span></div><div><div role=button>Like</div><div role=button>Comment</div></div></div></body></html>",
    );
    assert_eq!(
        text(&draft),
        "Today the Ambassador met the Deputy Minister 🤝\n\nBoth sides exchanged views on entry rules."
    );
    assert_eq!(draft.found.published.unwrap().value, Day::constant(2031, 5, 6));
}

#[test]
fn a_short_post_is_found() {
    let draft = page(
        r#"<html><head><meta property="og:site_name" content="Telegram"><title>Telegram: Contact @mfa</title></head><body>
        <div class="tgme_page_extra">12 345 subscribers</div><a class="tgme_action_button" href="x">Preview channel</a>
        <div class="tgme_widget_message"><div class="user"><a href="y"><span>Embassy of Belmark</span></a></div>
        <div class="tgme_widget_message_text">The embassy met the deputy minister.<br/>Both sides will go on with their talks.</div>
        <div class="tgme_widget_message_footer"><span>1.2K</span> views <a href="z"><time datetime="2031-05-06T09:12:00+00:00">May 6, 2031</time></a></div></div>
        <div>If you have Telegram, you can view and join</div></body></html>"#,
    );
    assert_eq!(text(&draft), "The embassy met the deputy minister.\nBoth sides will go on with their talks.");
    assert_eq!(draft.found.published.unwrap().value, Day::constant(2031, 5, 6));
}

#[test]
fn a_piece_of_a_page_is_read_whole() {
    let draft = page("<p>Both sides met.</p><p>They <a href='x'>agreed</a>.</p>");
    assert_eq!(text(&draft), "Both sides met.\n\nThey agreed.");
    let draft = page(
        "Version:0.9\r\nStartHTML:00\r\nSourceURL:https://a.example/b\r\n<html><body><!--StartFragment-->Met.<!--EndFragment--></body></html>",
    );
    assert_eq!(
        (text(&draft).as_str(), draft.found.url.unwrap().value.as_str()),
        ("Met.", "https://a.example/b")
    );
    assert_eq!(
        text(&page("<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>")),
        "– One\n– Two\n– Three"
    );
}

#[test]
fn what_is_hidden_is_left_out_and_can_be_put_back() {
    let draft = page("<p>Both sides met in the capital.</p><p style='display: none'>They quarrelled.</p>");
    assert_eq!(text(&draft), "Both sides met in the capital.");
    assert_eq!(out(&draft, LeftOut::Hidden), ["They quarrelled."]);
    let back = Choices { blocks: [(1, true)].into(), ..Choices::default() };
    assert!(draft.text(&back).as_str().ends_with("They quarrelled."));
}

#[test]
fn the_declared_encoding_counts() {
    let html = "<html><head><meta http-equiv=Content-Type content='text/html; charset=koi8-r'></head><body><p>Стороны</p></body></html>";
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(html);
    let draft = read(&Source { bytes: &bytes, name: "a.htm", ..Source::default() }).unwrap();
    assert_eq!((text(&draft).as_str(), draft.encoding.unwrap().encoding.name()), ("Стороны", "KOI8-R"));
}

#[test]
fn hostile_pages_are_refused_in_good_time() {
    let refused = |html: String| {
        read(&Source { bytes: html.as_bytes(), kind: Some(Format::Html), ..Source::default() })
    };
    for html in ["<div>".repeat(200_000), "<b>".repeat(200_000), format!("<a {}>", "b1 c2 ".repeat(100_000))]
    {
        assert!(matches!(refused(html), Err(ImportError::TooComplex { .. })));
    }
    let attributes: String = (0..40_000).map(|n| format!("<b a{n}>")).collect();
    assert!(refused(attributes + &"<p>x".repeat(1000)).is_err());
    assert_eq!(refused("<html><body><script>a()</script></body></html>".to_owned()), Err(ImportError::Empty));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_tags_are_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</li>", "<a href=x>", "</a>", "<b>", "</b>", "<br>",
        "<h1>", "</h1>", "<div class=menu>", "</div>", "<select>", "<template>", "<svg>", "<pre>", "<!--", "-->", "<title>", "<q>",
        "word one. ", "Слово", "&amp;", "<", "&#x0;", "<body>", "<html lang=ru>", "<blockquote>", "<form>", "<span hidden>",
    ]), 0..60)) {
        if let Ok(draft) = read(&Source { bytes: parts.concat().as_bytes(), kind: Some(Format::Html), ..Source::default() }) {
            prop_assert!(!draft.text(&Choices::default()).as_str().is_empty());
        }
    }

    #[test]
    fn a_cut_page_is_read_or_refused(end in 0..REPORT.len()) {
        let bytes = &REPORT.as_bytes()[..end];
        let _ = read(&Source { bytes, kind: Some(Format::Html), ..Source::default() });
    }
}
