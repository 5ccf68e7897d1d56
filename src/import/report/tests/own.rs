//! Whole reports: the one that lies beside the project, and own ones in several languages.

use super::*;

/// What a report is expected to give: a letter for each paragraph, `0` and `1` for the sides, `S`
/// shared, `B` bridge, `?` unclear.
fn letters(proposal: &Proposal) -> String {
    let letter = |paragraph: &ProposedParagraph| match (paragraph.kind, paragraph.side) {
        (Kind::Side, Some(side)) => char::from_digit(u32::try_from(side).unwrap(), 10).unwrap(),
        (Kind::Shared, None) => 'S',
        (Kind::Bridge, None) => 'B',
        (Kind::Unclear, None) => '?',
        other => panic!("{other:?}"),
    };
    proposal.paragraphs.iter().map(letter).collect()
}

fn check(text: &str, codes: &[&str], expected: &str) -> Proposal {
    let proposal = Report::propose(CleanText::new(text), &[]);
    let reasons: Vec<String> =
        proposal.paragraphs.iter().map(|p| format!("{:.2} {}", p.confidence, p.reason)).collect();
    let found: Vec<&str> = proposal.sides.iter().map(|side| side.code.as_str()).collect();
    assert_eq!(found, codes, "{text}");
    assert_eq!(letters(&proposal), expected, "{text}\n{}", reasons.join("\n"));
    assert_eq!(proposal.paragraphs.len(), proposal.report.len());
    proposal
}

/// Of the same build as the report beside the project, in other words and without people.
const OWN: &str = " date 2025-02-20 A Deputy Minister of Foreign Affairs of Kyrgyzstan, Aaaa Bbbbb, and the Ambassador Extraordinary and Plenipotentiary of Russia to Kyrgyzstan, Cccc Ddddd, discussed how citizens of Kyrgyzstan live and work in Russia.

According to the Foreign Ministry, the Kyrgyz side underlined what is hard about the new rules of entry, in particular the forms that must be sent in before the journey.

It was noted that families of workers may be parted for weeks.

Special attention was also paid to a language test before a child may enter school.

Additionally, the Foreign Ministry of Kyrgyzstan raised concerns about long waits at the border.

Official notes were handed to the Russian Ambassador, in view of what both countries have signed.

The diplomatic mission of Russia in Bishkek also commented on the meeting, posting information on its channel.

«The main subject was the position of citizens of Kyrgyzstan in the Russian Federation.

The Russian side emphasized that the rules serve the safety of all who live there.

The importance of explaining the rules in time was highlighted so that citizens of Kyrgyzstan keep them,» the statement says.

«Both sides agreed that work on migration should go on between the agencies,» the Russian Embassy noted.";

#[test]
fn the_report_comes_out_without_correction() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/article-2025-02-20.txt");
    match std::fs::read_to_string(&beside) {
        Ok(text) => {
            let proposal = as_it_should(&text);
            // Read off the report: the words between the office and the next comma.
            for (person, office) in proposal.participants.iter().zip(["of Kyrgyzstan, ", "to Kyrgyzstan, "]) {
                let name = text.split(office).nth(1).and_then(|rest| rest.split(',').next());
                assert_eq!(Some(person.name.as_str()), name);
            }
        }
        Err(_) => println!("{} is not there: only an own report of the same build is read", beside.display()),
    }
    let proposal = as_it_should(OWN);
    let names: Vec<&str> = proposal.participants.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Aaaa Bbbbb", "Cccc Ddddd"]);
}

fn as_it_should(text: &str) -> Proposal {
    let proposal = check(text, &["KG", "RU"], "S00000B1111");
    let sides: Vec<(&str, &str)> =
        proposal.sides.iter().map(|side| (side.name.as_str(), side.short.as_str())).collect();
    assert_eq!(sides, [("Kyrgyzstan", "KG"), ("Russia", "RU")]);
    let people: Vec<(&str, Option<usize>)> =
        proposal.participants.iter().map(|person| (person.office.as_str(), person.side)).collect();
    assert_eq!(
        people,
        [
            ("Deputy Minister of Foreign Affairs of Kyrgyzstan", Some(0)),
            ("Ambassador Extraordinary and Plenipotentiary of Russia to Kyrgyzstan", Some(1)),
        ]
    );
    assert_eq!(proposal.date.unwrap().day.to_string(), "2025-02-20");
    assert!(!proposal.report.paragraph(0).contains("date 2025"));
    assert!(proposal.report.paragraph(0).contains("Deputy Minister"));
    assert_eq!(proposal.report.statement(0).as_str().split("\n\n").count(), 5);
    assert_eq!(proposal.report.statement(1).as_str().split("\n\n").count(), 4);
    assert_eq!(proposal.report.rest().as_str().split("\n\n").count(), 2);
    assert!(proposal.paragraphs.iter().all(|paragraph| paragraph.confidence >= 0.5));
    proposal
}

#[test]
fn known_sides_keep_their_order() {
    let hint = |name: &str| PartyHint { name: name.to_owned(), ..PartyHint::default() };
    let proposal = Report::propose(CleanText::new(OWN), &[hint("Россия"), hint("Кыргызстан")]);
    assert_eq!(letters(&proposal), "S11111B0000");
    assert_eq!(proposal.sides[0].code, "RU");
    let invented = [hint("Veldmark"), hint("Tarsova")];
    let text = "Veldmark said that the bridge is closed.\n\nThe Tarsovan side, for its part, asked when it will open.";
    assert_eq!(letters(&Report::propose(CleanText::new(text), &invented)), "01");
}

#[test]
fn a_reason_shows_its_words() {
    let proposal = Report::propose(CleanText::new(OWN), &[]);
    let text = proposal.report.text().clone();
    let shown = |index: usize| {
        let words = proposal.paragraphs[index].words.iter();
        words.map(|range| range.slice(&text).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(shown(1), ["the Kyrgyz side underlined"]);
    assert_eq!(
        proposal.paragraphs[1].reason,
        "“the Kyrgyz side underlined”: Kyrgyzstan is named with a verb of saying"
    );
    assert_eq!(shown(5), ["were handed", "the Russian Ambassador"]);
    assert_eq!(shown(6), ["The diplomatic mission of Russia in Bishkek also commented on"]);
    assert_eq!(shown(9), ["the statement says"]);
}

#[test]
fn english_reports() {
    check(
        "The foreign ministers of France and Japan met in Paris on 3 March 2024.\n\nThe French side stressed the role of trade.\n\nIn turn, the Japanese side expressed concern about tariffs.\n\nBoth sides agreed to meet again.",
        &["FR", "JP"],
        "S01S",
    );
    // The order reversed.
    check(
        "The Embassy of Brazil in Canberra published its own account of the talks.\n\n“The talks were about fish and the quotas for it,” the embassy said.\n\nThe Australian Foreign Ministry said that quotas were not on the table.",
        &["BR", "AU"],
        "B01",
    );
    // The second side's account in the middle.
    check(
        "The Kenyan government raised the closed border with Uganda.\n\nFor its part, the Ugandan side replied that it will open in spring.\n\nThe Kenyan side also asked about roads.",
        &["KE", "UG"],
        "010",
    );
    // Three sides.
    check(
        "The deputy ministers of Kazakhstan, Uzbekistan and Tajikistan discussed water.\n\nThe Kazakh side proposed a timetable.\n\nThe Uzbek side supported it.\n\nThe Tajik side asked for more time.\n\nThe three sides agreed to meet in May.",
        &["KZ", "UZ", "TJ"],
        "S012S",
    );
    // One quotation in another.
    check(
        "The Indian ambassador and the Nepalese ambassador discussed visas.\n\n“We were told ‘wait until June’, and we shall wait,” the Indian Embassy said.\n\n“The date ‘June’ was never named by us,” the Nepalese Embassy replied.",
        &["IN", "NP"],
        "S01",
    );
}

#[test]
fn russian_reports() {
    let proposal = check(
        "20 февраля 2025 года заместитель министра иностранных дел Казахстана и посол Турции обсудили перевозки.\n\nКазахстанская сторона подняла вопрос о квотах на перевозки.\n\nБыло отмечено, что очереди на границе растут.\n\nСо своей стороны, посол Турции сообщил о новых разрешениях.\n\nСтороны договорились продолжить консультации.",
        &["KZ", "TR"],
        "S001S",
    );
    assert_eq!(proposal.date.unwrap().day.to_string(), "2025-02-20");
    assert_eq!((proposal.language, proposal.sides[1].name.as_str()), ("ru", "Турция"));
    check(
        "По данным МИД Монголии, обсуждались железные дороги и тарифы.\n\nВ посольстве Индии также рассказали о встрече.\n\n«Главной темой были тарифы на перевозку угля.\n\nОтмечена важность прямых перевозок», — говорится в сообщении.",
        &["MN", "IN"],
        "0B11",
    );
}

#[test]
fn kyrgyz_and_french_reports() {
    check(
        "Кыргызстандын тышкы иштер министринин орун басары менен Казакстандын элчиси чек араны талкуулашты.\n\nКыргыз тарап кезектер тууралуу маселени көтөрдү.\n\nӨз кезегинде казак тарап жаңы тартипти түшүндүрдү.\n\nТараптар сүйлөшүүлөрдү улантууга макулдашты.",
        &["KG", "KZ"],
        "S01S",
    );
    check(
        "Le ministre des Affaires étrangères du Maroc et l’ambassadeur d’Espagne ont discuté de la pêche.\n\nLa partie marocaine a souligné le recul des stocks.\n\nDe son côté, l’ambassade d’Espagne a indiqué que des contrôles auront lieu.\n\nLes deux parties ont décidé de se revoir.",
        &["MA", "ES"],
        "S01S",
    );
}

#[test]
fn an_office_alone_is_a_participant_too() {
    let proposal = Report::propose(
        CleanText::new("The Ambassador of Chile met the Foreign Minister of Peru on May 4, 2023."),
        &[],
    );
    let people: Vec<_> =
        proposal.participants.iter().map(|p| (p.name.as_str(), p.office.as_str(), p.side)).collect();
    assert_eq!(people, [("", "Ambassador of Chile", Some(0)), ("", "Foreign Minister of Peru", Some(1))]);
    assert_eq!(proposal.date.unwrap().day.to_string(), "2023-05-04");
}

#[test]
fn a_text_without_sides_gives_none() {
    let proposal = Report::propose(CleanText::new("It rains.\n\nIt rains on."), &[]);
    assert!(proposal.sides.is_empty() && proposal.participants.is_empty() && proposal.date.is_none());
    assert_eq!(letters(&proposal), "??");
    assert!(Report::propose(CleanText::new(""), &[]).paragraphs.is_empty());
}
