//! Sentences and who says them.

use proptest::prelude::*;

use super::*;
use crate::text::CleanText;

/// Kyrgyzstan is 0, Russia 1.
fn names() -> Names {
    let mut names = Names::new();
    names.add_side("Kyrgyzstan", []);
    names.add_side("Russia", []);
    names
}

fn speakers(text: &str, language: &str) -> Vec<Speaker> {
    voices(&CleanText::new(text), language, &names(), None).iter().map(|voice| voice.speaker).collect()
}

const KG: Speaker = Speaker::Side(0);
const RU: Speaker = Speaker::Side(1);

#[test]
fn a_speaker_goes_on_within_a_paragraph() {
    let text =
        "The Kyrgyz side raised the fees. They had doubled in a year.\n\nIt was noted that few can pay.";
    let found = voices(&CleanText::new(text), "en", &names(), None);
    let who: Vec<_> = found.iter().map(|voice| (voice.speaker, voice.account)).collect();
    assert_eq!(who, [(KG, Some(0)), (KG, Some(0)), (Speaker::Nobody, Some(0))]);
    assert_eq!(found[1].reason.rule, Rule::GoesOn);
    assert_eq!(found[0].reason.text, "“The Kyrgyz side raised”: Kyrgyzstan is named with a verb of saying");
    assert!(found[0].confidence > found[1].confidence);
}

#[test]
fn one_sentence_may_have_two_speakers() {
    let text = "The Kyrgyz side asked for more time, while the Russian Embassy said that the law is the law.";
    let found = voices(&CleanText::new(text), "en", &names(), None);
    assert_eq!(found.iter().map(|voice| voice.speaker).collect::<Vec<_>>(), [KG, RU]);
    assert!(found[1].range.slice(text).unwrap().starts_with("while the Russian"));
    let text = "The Kyrgyz ministry said that Russia had promised help and asked for a date.";
    assert_eq!(speakers(text, "en"), [KG]);
}

#[test]
fn a_quotation_over_paragraphs_is_his_who_is_named_at_its_end() {
    let text = "«The rules are new.\n\nThey apply to all,» the Russian Embassy noted.";
    assert_eq!(speakers(text, "en"), [RU, RU]);
    let text = "The diplomatic mission of Russia also commented on the talks.\n\n«The rules are new for all people.\n\nBoth sides agreed to go on,» the statement says.";
    let found = voices(&CleanText::new(text), "en", &names(), None);
    let who: Vec<_> = found.iter().map(|voice| (voice.speaker, voice.account, voice.act)).collect();
    assert_eq!(
        who,
        [(RU, Some(1), Act::Announces), (RU, Some(1), Act::Says), (Speaker::Both, Some(1), Act::Says)]
    );
    assert_eq!(found[1].mode, Mode::Quoted);
}

#[test]
fn a_statement_is_its_sides_unless_it_says_otherwise() {
    let text =
        CleanText::new("The rules are new. The Kyrgyz side asked for time. It was noted that time is short.");
    let found = voices(&text, "en", &names(), Some(1));
    let who: Vec<_> = found.iter().map(|voice| (voice.speaker, voice.account)).collect();
    assert_eq!(who, [(RU, Some(1)), (KG, Some(1)), (Speaker::Nobody, Some(1))]);
}

#[test]
fn what_is_handed_to_one_side_comes_from_the_other() {
    assert_eq!(speakers("Notes were handed to the Russian Ambassador.", "en"), [KG]);
    assert_eq!(speakers("Послу России вручена нота.", "ru"), [KG]);
}

#[test]
fn a_dossier_names_its_parties_and_a_meeting_its_people() {
    let sample = crate::model::testing::Sample::new(&[], &[]);
    let participant = crate::model::Participant {
        name: "A. Bbbbb".to_owned(),
        party: Some(sample.party(1)),
        ..crate::model::Participant::default()
    };
    let details = crate::model::MeetingDetails { participants: vec![participant], ..Default::default() };
    let meeting = crate::model::Meeting::new(details);
    let names = Names::of(&sample.dossier, Some(&meeting));
    let text = CleanText::new("The Veldmarkian side asked for a date. Bbbbb replied that there is none.");
    let found = voices(&text, "en", &names, None);
    let who: Vec<_> = found.iter().map(|voice| voice.speaker).collect();
    assert_eq!(who, [Speaker::Side(0), Speaker::Side(1)]);
    assert_eq!(names.name(1), "Tarsova");
    assert_eq!(list_versions("ru"), (1, 1));
}

fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "The Kyrgyz side",
        "«",
        "»",
        "“",
        "”",
        "\"",
        "\n\n",
        ", ",
        ". ",
        "said",
        "that",
        "was",
        "handed to",
        "Russia",
        "the embassy",
        "according to",
        "both sides",
        "со своей стороны",
        "отметил",
        "стороны",
        "посол России",
        "俄方",
        "表示",
        "в",
        "МИД",
        "it",
        "Republic of",
        "إ\u{650}",
        "\u{301}",
        "the statement",
        "says",
        "while",
        "; ",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..40)
        .prop_map(|words| words.join(" "))
}

fn holds(text: &str, language: &str, own: Option<usize>) -> Result<(), TestCaseError> {
    let text = CleanText::new(text);
    let mut end = 0;
    for voice in voices(&text, language, &names(), own) {
        prop_assert!(voice.range.slice(&text).is_some_and(|words| !words.is_empty()));
        prop_assert!(voice.range.start().get() >= end);
        end = voice.range.end().get();
        prop_assert!((0.0..=1.0).contains(&voice.confidence));
        prop_assert!(!voice.reason.text.is_empty());
        for words in &voice.reason.words {
            prop_assert!(words.slice(&text).is_some());
        }
        if let Some(own) = own {
            prop_assert_eq!(voice.account, Some(own));
        }
    }
    candidates(&text, language);
    offices(&text, language, &names());
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        for language in ["en", "ru", "zh", "ky"] {
            holds(&text, language, None)?;
        }
    }

    #[test]
    fn any_mixture_of_cues_is_read(text in pieces(), own in proptest::option::of(0..2_usize)) {
        for language in ["en", "ru", "zh"] {
            holds(&text, language, own)?;
        }
    }
}
