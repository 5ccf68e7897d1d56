//! Tests of sentences: tables of texts in three languages, and what holds for
//! any text. They must not know the lists of abbreviations.

#![allow(clippy::string_slice, reason = "a test may fail loudly")]

use super::*;
use proptest::prelude::*;

/// Cuts one line that is written with `|` where sentences end.
fn check(marked: &str) {
    let text = marked.replace('|', "");
    let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
    let found: Vec<&str> = sentences(&text).iter().map(|s| s.slice(&text).unwrap()).collect();
    assert_eq!(found, expected);
    // Every place in the text leads to the same sentences.
    for range in sentences(&text) {
        for at in range.start().get()..range.end().get() {
            assert_eq!(sentence_at(&text, ByteOffset::new(at)), range, "at {at}");
        }
    }
}

#[test]
fn english() {
    check("One thing. |Another thing! |A third?");
    check("The U.S. Embassy in Kyiv is open. |It stays open.");
    check("He left the U.S. |The embassy said so.");
    check("Mr. Smith met Dr. Jones and Gen. Brown on Feb. 24. |They talked.");
    check("Paper No. 5 was read. |No. |We will not. |No. |I will not.");
    check("See Art. 51 and Art. II of the Charter. |This is modern art. |Look at it.");
    check("Tanks, guns, etc. were moved. |Tanks, guns, etc. |Then they left.");
    check("Some states, e.g. France, i.e. Paris, agree.");
    check("J. R. Smith spoke. |Amb. Linda Thomas-Greenfield replied at 5 p.m. |We listened.");
    check("It cost 3.14 million. |“Why?” he asked. |(He left.) |She stayed.");
    check("1. First item. |Second sentence.");
    check("IV. Fourth part.");
    check("a) Letter item.");
}

#[test]
fn russian() {
    check("24 февраля 2022 г. Россия начала операцию. |Это факт.");
    check("Это было в 2022 г. |В тот же день все ушли.");
    check("Министр С.В. Лавров выступил. |А. Б. Иванов ответил.");
    check("Встреча прошла на ул. Ленина, д. 5, в г. Москва. |Она длилась час.");
    check("Он сказал, т.е. Россия сказала, и т.д. и т.п. |Мы слушали.");
    check("Он сказал, т. е. Россия сказала.");
    check("США, Франция и др. страны. |Франция и др. |Они ушли.");
    check("Согласно ст. 51 Устава ООН и п. 3 резолюции. |Так решено.");
    check("Университет им. Манаса. |Проф. Иванов, см. Приложение. |Конец.");
    check("В 1990–1995 гг. Советский Союз распался. |Потом 5 млн руб. |Мало.");
    check("«Зачем?» — спросил он. |«Так!» |Он ушёл.");
    check("Он сказал: «Да». |Она ушла.");
}

#[test]
fn kyrgyz() {
    check("Кыргызстан 1991-ж. Эгемендүүлүк алды. |Бул маанилүү.");
    check("Ал 1991-ж. |Бул жыл маанилүү.");
    check("Россия, Кытай ж.б. өлкөлөр. |Россия, Кытай ж.б. |Алар келди.");
    check("Ж. Бакиев сүйлөдү. |Б.а. Бишкек шаары.");
    check("Жээнбеков м-н. Садыр менен жолукту.");
}

#[test]
fn lines_part_sentences_and_blank_ones_hold_none() {
    let text = " One. Two \n\nThree\n  \nFour.";
    let found: Vec<&str> = sentences(text).iter().map(|s| s.slice(text).unwrap()).collect();
    assert_eq!(found, ["One.", "Two", "Three", "Four."]);
    let at = |offset: usize| sentence_at(text, ByteOffset::new(offset));
    assert_eq!(at(0).slice(text), Some("One."));
    assert_eq!(at(5).slice(text), Some("One."));
    assert_eq!(at(10).slice(text), Some("Two"));
    assert_eq!(at(11), range(11, 11));
    assert_eq!(at(12).slice(text), Some("Three"));
    assert_eq!(at(19), range(19, 19));
    assert_eq!(at(999).slice(text), Some("Four."));
    assert_eq!(sentence_at("", ByteOffset::new(3)), range(0, 0));
}

#[test]
fn a_full_stop_at_the_end_of_a_line_ends_it() {
    check("The meeting was in the U.S.");
    check("Это было в 2022 г.");
}

#[test]
fn a_sentence_costs_the_same_in_a_long_text() {
    // 20,000 questions in 4 MB: minutes if each one read the text.
    let text = "A short line. With two sentences.\n".repeat(120_000);
    let began = std::time::Instant::now();
    for i in 0..20_000 {
        let at = ByteOffset::new((i + 100_000) * 34 + 3);
        assert_eq!(sentence_at(&text, at).len(), 13);
    }
    assert!(began.elapsed().as_secs() < 30);
}

proptest! {
    #[test]
    fn sentences_are_in_order_and_leave_out_white_space_only(
        text in "([абвАБВabAB]|[.!?…»(]|г\\.|U\\.S\\.|[ \n]|1|\u{301}|🙂){0,40}"
    ) {
        let found = sentences(&text);
        let mut at = 0;
        for range in &found {
            prop_assert!(text[at..range.start().get()].trim().is_empty());
            let slice = range.slice(&text).unwrap();
            prop_assert!(!slice.is_empty() && slice.trim() == slice && !slice.contains('\n'));
            prop_assert_eq!(sentence_at(&text, range.start()), *range);
            at = range.end().get();
        }
        prop_assert!(text[at..].trim().is_empty());
        for offset in 0..text.len() + 2 {
            let range = sentence_at(&text, ByteOffset::new(offset));
            prop_assert!(range.is_empty() || found.contains(&range));
        }
    }
}
