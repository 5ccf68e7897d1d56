//! Reading plain text and Markdown, and what any draft goes through.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::model::Day;

fn source<'a>(bytes: &'a [u8], name: &'a str) -> Source<'a> {
    Source { bytes, name, ..Source::default() }
}

fn draft(text: &str, name: &str) -> Draft {
    read(&source(text.as_bytes(), name)).unwrap()
}

fn text(draft: &Draft) -> String {
    draft.text(&Choices::default()).as_str().to_owned()
}

const BROKEN: &str = "\
The delegations of Arvania and Belmark met in Arvan and discussed what
their commission had prepared. They agreed on the next steps of the road
across the pass.
  The Belmark side raised the question of entry rules, which it called a
matter of concern.

Next steps:
- a list of crossings
- a meeting of experts, which will be held in spring, as soon as both of
  the ministries have named them
";

#[test]
fn lines_that_were_broken_to_a_width_are_joined() {
    let draft = draft(BROKEN, "note.txt");
    assert_eq!(
        text(&draft),
        "The delegations of Arvania and Belmark met in Arvan and discussed what their commission had prepared. \
         They agreed on the next steps of the road across the pass.\n\
         The Belmark side raised the question of entry rules, which it called a matter of concern.\n\n\
         Next steps:\n- a list of crossings\n\
         - a meeting of experts, which will be held in spring, as soon as both of the ministries have named them"
    );
    let apart = Choices { off: [Step::JoinedLines].into(), ..Choices::default() };
    assert!(
        draft
            .text(&apart)
            .as_str()
            .starts_with("The delegations of Arvania and Belmark met in Arvan and discussed what\ntheir")
    );
}

#[test]
fn lines_that_are_paragraphs_stay() {
    let plain = "They met.\nThe talks were long and went on until late in the evening of the second day, as had been planned.\nThen they left.\n\nThe end.";
    assert_eq!(text(&draft(plain, "")), plain);
}

#[test]
fn a_date_before_the_first_words_goes_into_the_form() {
    let draft = draft(" date 2031-05-06 The ministers of Arvania and Belmark met.\n\nThey agreed.", "");
    assert_eq!(text(&draft), "The ministers of Arvania and Belmark met.\n\nThey agreed.");
    let published = draft.found.published.clone().unwrap();
    assert_eq!((published.value, published.origin), (Day::constant(2031, 5, 6), Origin::Marked));
    let back = Choices { blocks: [(0, true)].into(), ..Choices::default() };
    assert!(draft.text(&back).as_str().starts_with("date 2031-05-06\nThe ministers"));
}

#[test]
fn what_surrounds_a_pasted_text_is_left_out() {
    let draft = draft(
        "Ministers met in Arvan\n06.05.2031 14:30\nMinisters met in Arvan\nPhoto: Ministry of Arvania\n\
         The ministers met on Tuesday to speak of the road.\nShare on Facebook\nЧитайте также: Другое",
        "",
    );
    let left_out: Vec<_> = draft.blocks.iter().map(|block| block.left_out).collect();
    assert_eq!(
        left_out,
        [
            None,
            Some(LeftOut::DateLine),
            Some(LeftOut::RepeatedHeadline),
            Some(LeftOut::Caption),
            None,
            Some(LeftOut::Sharing),
            Some(LeftOut::Sharing)
        ]
    );
    assert_eq!(draft.found.title.unwrap().value, "Ministers met in Arvan");
    assert_eq!(draft.found.published.unwrap().value, Day::constant(2031, 5, 6));
    assert_eq!(draft.found.language.unwrap().value, "en");
}

#[test]
fn a_sentence_that_is_said_twice_stays() {
    let twice = "Both sides will meet again.\n\nThey spoke of trade.\n\nBoth sides will meet again.";
    assert_eq!(text(&draft(twice, "")), twice);
}

#[test]
fn the_place_and_the_day_stay_in_the_text_and_are_found() {
    let draft =
        draft("ARVAN, 6 May 2031 – The ministers of the two countries met and spoke about trade.", "");
    assert_eq!(draft.blocks.len(), 1);
    assert_eq!(draft.found.published.unwrap().origin, Origin::FirstLines);
}

#[test]
fn markdown_keeps_its_marks() {
    let draft = draft(
        "---\ntitle: \"On the road\"\ndate: 2031-05-06\nlang: en\n---\n# On the road\n\nBoth sides *met*\nand agreed:\n\n\
         - one\n- two,\n  as before\n\n> Said\n> twice\n\n```\na\n\nb\n```\n",
        "a.md",
    );
    assert_eq!(draft.format, Format::Markdown);
    assert_eq!(
        text(&draft),
        "# On the road\n\nBoth sides *met* and agreed:\n\n- one\n- two, as before\n\n> Said\n> twice\n\n```\na\n\nb\n```"
    );
    assert_eq!(draft.blocks[0].left_out, Some(LeftOut::FrontMatter));
    assert_eq!(draft.found.title.unwrap().value, "On the road");
    assert_eq!(draft.found.published.unwrap().value, Day::constant(2031, 5, 6));
}

#[test]
fn what_holds_no_text_says_so() {
    let refused = |bytes: &[u8]| read(&source(bytes, "")).unwrap_err();
    assert_eq!(refused(b""), ImportError::Empty);
    assert_eq!(refused(b" \r\n "), ImportError::Empty);
    assert_eq!(refused(b"---\n***"), ImportError::Empty);
    assert_eq!(refused(b"a\0b"), ImportError::Binary);
}

#[test]
fn drafts_and_errors_cross_to_another_process() {
    let draft = draft("06.05.2031\n\nБоз мамлекет: өкмөттөр көпүрө жөнүндө сүйлөштү", "");
    let written = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&written).unwrap(), draft);
    let error = ImportError::damaged(Format::Docx, "it ends too early");
    let written = serde_json::to_string(&error).unwrap();
    assert_eq!(serde_json::from_str::<ImportError>(&written).unwrap(), error);
    assert!(error.to_string().starts_with("this Word document is damaged: it ends too early. Save"));
}

/// The report of 20 February 2025 lies beside the project where it is developed, and only there.
#[test]
fn the_report_loses_its_debris() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/article-2025-02-20.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("not tried on the report itself: it is not beside this project");
        return;
    };
    let draft = read(&source(&bytes, "article-2025-02-20.txt")).unwrap();
    assert_eq!(draft.blocks[0].text.trim(), "date 2025-02-20");
    assert_eq!(draft.blocks[0].left_out, Some(LeftOut::DateLine));
    assert_eq!(draft.found.published.as_ref().unwrap().value, Day::constant(2025, 2, 20));
    assert!(text(&draft).starts_with("Deputy Minister"));
    assert_eq!(text(&draft).split("\n\n").count(), 11);
    assert_eq!(draft.found.language.unwrap().value, "en");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "[a-z]{0,3}\\.(txt|md)") {
        let encodings: Vec<_> = Encoding::all().map(Some).chain([None]).collect();
        for encoding in encodings {
            if let Ok(draft) = read(&Source { bytes: &bytes, name: &name, encoding, kind: None }) {
                draft.text(&Choices::default());
            }
        }
    }

    #[test]
    fn plain_text_loses_no_word(text in "[a-zA-Zа-я0-9.,\n -]{1,400}") {
        let Ok(draft) = read(&Source { kind: Some(Format::Plain), ..source(text.as_bytes(), "") }) else {
            return Ok(());
        };
        let all = Choices { blocks: (0..draft.blocks.len()).map(|index| (index, true)).collect(), ..Choices::default() };
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&draft.text(&all)), letters(&text));
    }
}

#[test]
fn plain_bytes_come_in_clean_or_say_why_not() {
    let plain = |bytes: &[u8]| read(&Source { bytes, name: "a.txt", ..Source::default() });
    let text = |bytes: &[u8]| plain(bytes).map(|draft| draft.text(&Choices::default()).as_str().to_owned());
    assert_eq!(text("\u{feff}Both sides\r\nагреed.".as_bytes()), Ok("Both sides\nагреed.".to_owned()));
    assert_eq!(text(b""), Err(ImportError::Empty));
    assert_eq!(text(b" \r\n "), Err(ImportError::Empty));
    assert!(plain(b"PK\x03\x04\0\0").is_err());
    assert_eq!(text(&vec![b'a'; MAX_BYTES + 1]), Err(ImportError::TooLong(MAX_BYTES + 1)));
}
