//! Letters in several encodings and forms.

use proptest::prelude::*;

use crate::import::{Choices, Draft, Format, Known, LeftOut, Source, read};
use crate::model::Day;

fn taken(bytes: &[u8]) -> Draft {
    read(&Source { bytes, name: "a.eml", ..Source::default() }).unwrap()
}

fn text(draft: &Draft) -> String {
    draft.text(&Choices::default()).as_str().to_owned()
}

const HEAD: &str = "From: =?UTF-8?Q?Ministry_of_B=C3=A9lmark?= <press@mfa.belmark.example>\r\nTo: list@a.example\r\n\
    Subject: Fwd: =?koi8-r?B?98HWzs8=?=\r\nDate: Tue, 6 May 2031 10:00:00 +0600\r\nMIME-Version: 1.0\r\n";

#[test]
fn a_letter_says_who_wrote_it_when_and_about_what() {
    let draft = taken(
        format!(
            "{HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\nBoth sides met.\r\n\r\nThey agreed.\r\n"
        )
        .as_bytes(),
    );
    assert_eq!(draft.format, Format::Eml);
    assert_eq!(text(&draft), "Both sides met.\n\nThey agreed.");
    assert_eq!(draft.found.publisher.unwrap().value, "Ministry of Bélmark");
    assert_eq!(draft.found.title.unwrap().value, "Важно");
    assert_eq!(draft.found.published.unwrap().value, Day::constant(2031, 5, 6));
}

#[test]
fn old_encodings_are_read_with_and_without_being_named() {
    let russian = "Стороны обсудили вопросы торговли и договорились продолжить работу.";
    let (octets, _, _) = encoding_rs::KOI8_R.encode(russian);
    let with = |kind: &str, body: &[u8]| {
        let mut bytes = format!("{HEAD}{kind}\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        taken(&bytes)
    };
    let draft = with("Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit", &octets);
    assert_eq!((text(&draft).as_str(), draft.encoding.unwrap().known), (russian, Known::Declared));
    let quoted: String = octets.iter().map(|byte| format!("={byte:02X}")).collect();
    let draft = with(
        "Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: quoted-printable",
        quoted.as_bytes(),
    );
    assert_eq!(text(&draft), russian);
    let (octets, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
    let draft = with("Content-Type: text/plain", &octets);
    assert_eq!((text(&draft).as_str(), draft.encoding.unwrap().known), (russian, Known::Guessed));
}

#[test]
fn the_page_is_read_where_the_text_only_stands_in() {
    let both = |words: &str| {
        taken(format!(
            "{HEAD}Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n{words}\r\n--x\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><h1>News</h1><p>Both sides met in the capital and agreed to meet again.</p></body></html>\r\n--x--\r\n"
        ).as_bytes())
    };
    assert_eq!(
        text(&both("See the page.")),
        "News\n\nBoth sides met in the capital and agreed to meet again."
    );
    let same = "Both sides met in the capital and agreed to meet again.";
    assert_eq!(text(&both(same)), same);
}

#[test]
fn a_quoted_letter_is_left_out_unless_it_is_what_was_sent() {
    let kind = "Content-Type: text/plain; format=flowed\r\n\r\n";
    let own =
        "Here is our statement on the talks, as you \r\nhave asked for. It is to be published today.\r\n\r\n";
    let draft = taken(format!("{HEAD}{kind}{own}On 5 May 2031 A wrote:\r\n> Please send it.\r\n").as_bytes());
    assert_eq!(
        text(&draft),
        "Here is our statement on the talks, as you have asked for. It is to be published today."
    );
    assert_eq!(draft.blocks.last().unwrap().left_out, Some(LeftOut::QuotedLetter));
    let sent = "Both sides met in the capital and spoke of the road. ".repeat(3);
    let draft = taken(
        format!("{HEAD}{kind}FYI\r\n\r\n-------- Forwarded Message --------\r\n\r\n{sent}\r\n").as_bytes(),
    );
    assert!(text(&draft).contains("Both sides met"));
}

#[test]
fn attachments_are_named_and_saved_pages_keep_their_address() {
    let draft = taken(format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nAttached.\r\n--x\r\n\
         Content-Type: application/pdf; name=note.pdf\r\nContent-Disposition: attachment; filename=note.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--x--\r\n"
    ).as_bytes());
    assert_eq!(draft.notes, ["the attachment «note.pdf» is not taken: save it and take it in by itself"]);
    let draft = taken(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/n\r\nSubject: News\r\nMIME-Version: 1.0\r\n\
          Content-Type: multipart/related; type=\"text/html\"; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
          <html><body><p>Both sides met in the capital =\r\ntoday.</p></body></html>\r\n--y--\r\n",
    );
    assert_eq!(text(&draft), "Both sides met in the capital today.");
    assert_eq!(draft.found.url.unwrap().value, "https://a.example/n");
    assert_eq!(draft.found.publisher, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_letter_is_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "From: a@b.example\r\n", "Content-Type: multipart/mixed; boundary=x\r\n", "Content-Type: text/html\r\n", "\r\n", "--x\r\n", "--x--\r\n",
        "Content-Type: message/rfc822\r\n", "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n",
        "Content-Type: text/plain; charset=utf-16\r\n", "Date: 99 99\r\n", "QQ==", "=4", "Words here.", "<p>", "\u{0}", "ж",
    ]), 0..40)) {
        let bytes = parts.concat();
        let _ = read(&Source { bytes: bytes.as_bytes(), kind: Some(Format::Eml), ..Source::default() });
    }
}

#[test]
fn a_signature_is_proposed_to_be_left_out() {
    let letter = "From: Press <press@example.org>\r\nSubject: Talks\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
                  Both sides met and agreed to go on.\r\n-- \r\nPress office\r\nTel. 12-34\r\n";
    let draft = read(&Source { bytes: letter.as_bytes(), name: "a.eml", ..Source::default() }).unwrap();
    let told: Vec<(&str, Option<LeftOut>)> =
        draft.blocks.iter().map(|block| (block.text.as_str(), block.left_out)).collect();
    assert_eq!(told[0], ("Both sides met and agreed to go on.", None));
    assert!(told.len() > 1 && told[1..].iter().all(|(_, out)| *out == Some(LeftOut::Signature)), "{told:?}");
}
