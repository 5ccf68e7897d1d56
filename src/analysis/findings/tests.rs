//! What is found in small meetings. They must not know how it would be worded.

use super::*;
use crate::model::testing::Sample;
use crate::model::{Extra, LinkKind, Local, Party, StatementDetails, Tag};

/// The codebook of the notation with what findings ask for besides: kinds of link, and a tag for
/// denials, whose letter is N.
fn teach(sample: &mut Sample) {
    let old = &sample.dossier.codebook;
    let mut kinds = old.link_kinds().to_vec();
    for (id, letter) in [("confirms", 'c'), ("denies", 'n')] {
        let effect = if letter == 'n' { Effect::TurnedAside } else { Effect::None };
        let name = Local::english(id);
        let like = kinds[0].clone();
        kinds.push(LinkKind { id: LinkKindId::new(id), name, letter, effect, ..like });
    }
    let mut tags = old.tags().to_vec();
    let like = tags.iter().find(|tag| tag.role == Role::Replies).unwrap().clone();
    tags.push(Tag { id: TagId::new(DENIAL), letter: "N".to_owned(), key: None, ..like });
    sample.dossier.codebook = Arc::new(Codebook::new(tags, kinds, Vec::new(), Extra::default()).unwrap());
}

/// A meeting of two sides with that codebook.
fn sample(first: &str, second: &str, links: &[&str]) -> Sample {
    let mut sample = Sample::new(&[], &[]);
    teach(&mut sample);
    sample.add_meeting("2025-03-01", &[(0, first), (1, second)], links);
    sample.meetings.remove(0);
    sample
}

fn found(sample: &Sample) -> Vec<Finding> {
    let overview = Overview::build(&sample.dossier);
    findings(&sample.dossier, &overview, sample.meetings[0])
}

/// Findings as one would read them: kind, sides by number, passages.
fn told(sample: &Sample) -> Vec<String> {
    let side = |party: PartyId| sample.dossier.parties().iter().position(|one| one.id == party).unwrap();
    let label = |id: &PassageId| sample.dossier.passage(*id).unwrap().2.label.to_string();
    let tell = |finding: &Finding| {
        let other = finding.other.map_or("?".to_owned(), |other| side(other).to_string());
        let labels: Vec<_> = finding.passages.iter().map(label).collect();
        let unsure = if finding.complete { "" } else { " unsure" };
        format!("{:?} {}/{other} {}{unsure}", finding.kind, side(finding.party), labels.join(" "))
    };
    found(sample).iter().map(tell).collect()
}

#[track_caller]
fn check(first: &str, second: &str, links: &[&str], expected: &[&str]) {
    assert_eq!(told(&sample(first, second, links)), expected, "{first} / {second}");
}

#[test]
fn an_agreement_is_one_sided_until_the_other_text_confirms_it() {
    let text =
        |links: &[&str], expected: &[&str]| check("[A1:Both agreed].", "[R1:Yes]. [A2:So]", links, expected);
    let [one, two] = ["OneSidedAgreement 0/1 A1", "OneSidedAgreement 1/0 A2"];
    text(&[], &[one, two]);
    text(&["A2>A1 confirms"], &[]);
    text(&["A1>A2 repeats"], &[]);
    text(&["R1>A1 answers"], &[two]);
    text(&["R1>A1 answers_in_part"], &[one, two]);
    text(&["R1>A1 rejects"], &[one, two]);
    text(&["A2>A1 denies"], &[one, two, "Denial 1/0 A2 A1"]);
    check("[A1:Both agreed]. [R1:Yes]", "Nothing.", &["R1>A1 confirms"], &["OneSidedAgreement 0/1 A1"]);
}

#[test]
fn words_in_a_mouth_need_that_sides_own_text() {
    let text = |links: &[&str], expected: &[&str]| {
        check("[C1@1:They worry]. [R1:a]", "[C2:We worry].", links, expected)
    };
    text(&[], &["WordsInOthersMouth 0/1 C1"]);
    text(&["C2>C1 confirms"], &[]);
    text(&["C1>C2 repeats"], &[]);
    text(&["R1>C1 confirms"], &["WordsInOthersMouth 0/1 C1"]);
    // A side that quotes itself puts nothing in another's mouth.
    check("[C1@0:We worry] [C2@own:a] [C3@third:b] [C4@nobody:c]", "", &[], &[]);
    check("[C1@both:Both worry]", "[C2:a]", &[], &["ClaimedBoth 0/1 C1"]);
    check("[C1@both:Both worry]", "[C2:a]", &["C2>C1 confirms"], &[]);
    check("[A1@1:They agreed]", "a", &[], &["OneSidedAgreement 0/1 A1"]);
}

#[test]
fn a_confirmation_may_come_at_another_meeting() {
    let mut sample = sample("[A1:Both agreed].", "Nothing.", &[]);
    sample.add_meeting("2025-06-01", &[(1, "[A2:We did]."), (0, "[A3:We did].")], &["A2>A1 confirms"]);
    assert_eq!(told(&sample), Vec::<String>::new());
    let overview = Overview::build(&sample.dossier);
    let all = findings_of(&sample.dossier, &overview, sample.dossier.meetings());
    // The first meeting of the notation is empty.
    let each = sample.dossier.meetings().iter().flat_map(|m| findings(&sample.dossier, &overview, m.id()));
    assert_eq!(all, each.collect::<Vec<_>>());
    assert_eq!(all.len(), 1, "what A2 confirms confirms A2 as well");
    assert_eq!(all[0].passages, [sample.id("A3")]);
}

#[test]
fn denials_are_told_with_what_is_denied() {
    check("[C1:a]", "[N1:It was not raised]", &[], &["Denial 1/0 N1"]);
    check(
        "[C1:a] [C2:b]",
        "[N1:no]",
        &["N1>C2 denies", "N1>C1 denies"],
        &["Denial 1/0 N1 C1", "Denial 1/0 N1 C2"],
    );
    check("[C1:a]", "[R1:no]", &["R1>C1 denies"], &["Denial 1/0 R1 C1"]);
    check("[C1:a] [R1:no]", "", &["R1>C1 denies"], &[]);
    let sample = sample("[C1:a]", "[N1:no]", &["N1>C1 denies"]);
    let [finding] = &found(&sample)[..] else { panic!("one finding") };
    let link = sample.dossier.meetings().iter().flat_map(|m| m.links()).next().unwrap();
    assert_eq!((finding.link, finding.topic), (Some(link.id), None));
}

#[test]
fn whose_words_are_denied_is_not_known_where_several_may_be_meant() {
    let mut sample = sample("[N1:no]", "a", &[]);
    let third = Party::new("Ostmar", crate::model::Palette::Green);
    let details = StatementDetails {
        party: third.id,
        language: "en".to_owned(),
        source: crate::model::Source::default(),
    };
    sample.dossier.parties.push(third);
    let text = Statement::new(details, crate::text::CleanText::new("b"));
    sample.dossier.insert_statement(sample.meetings[0], 2, Arc::new(text)).unwrap();
    assert_eq!(told(&sample), ["Denial 0/? N1"]);
}

#[test]
fn what_only_one_text_speaks_of_is_told_by_topic() {
    let mut sample = sample("[C1:a] [R1:b] [C2:c] [C4@1:d]", "[C3:e]", &[]);
    let [one, both] = [sample.topic("One", &["R1", "C1"]), sample.topic("Both", &["C2", "C3"])];
    let attributed = sample.topic("Attributed", &["C4"]);
    // The text counts, not to whom it attributes the words.
    assert_eq!(told(&sample), ["WordsInOthersMouth 0/1 C4", "OnlyOneSide 0/1 C1 R1", "OnlyOneSide 0/1 C4"]);
    let all = found(&sample);
    assert_eq!((all[1].topic, all[2].topic, all[1].absence), (Some(one), Some(attributed), None));
    let absence = |topic, party| Absence {
        id: AbsenceId::random(),
        party: sample.party(party),
        topic,
        reason: "Not a word".to_owned(),
        extra: Extra::default(),
    };
    let marks = [absence(one, 1), absence(both, 1), absence(attributed, 0)];
    let meeting = sample.meetings[0];
    for mark in &marks {
        sample.dossier.put_absence(meeting, mark.clone()).unwrap();
    }
    let all = found(&sample);
    assert_eq!(all.len(), 3, "a mark that the texts do not bear out is no finding");
    assert_eq!(all[1].mark(&sample.dossier), Some(&marks[0]));
    assert_eq!(all[2].mark(&sample.dossier), None);
}

#[test]
fn a_side_without_a_text_is_silent_only_where_it_is_marked() {
    let mut sample = Sample::new(&[(0, "[C1:a] [A1:agreed] [C2@1:they] [C3:d]")], &[]);
    let topic = sample.topic("One", &["C1"]);
    sample.topic("Two", &["C3"]);
    assert_eq!(told(&sample), Vec::<String>::new());
    let party = sample.party(1);
    let absence =
        Absence { id: AbsenceId::random(), party, topic, reason: String::new(), extra: Extra::default() };
    sample.dossier.put_absence(sample.meetings[0], absence).unwrap();
    assert_eq!(told(&sample), ["OnlyOneSide 0/1 C1 unsure"]);
}

#[test]
fn of_texts_in_part_nothing_is_sure() {
    let mut sample = sample("[A1:agreed]", "a", &[]);
    assert_eq!(told(&sample), ["OneSidedAgreement 0/1 A1"]);
    for completeness in [Completeness::Partial, Completeness::PressCopy] {
        let place = sample.place(1);
        let mut details = sample.dossier.statement(place).unwrap().details().clone();
        details.source.completeness = completeness;
        sample.dossier.set_statement(place, details).unwrap();
        assert_eq!(told(&sample), ["OneSidedAgreement 0/1 A1 unsure"]);
    }
}
