//! The view's parts together, without a screen: what is hit is what is painted there, heights add
//! up, and the line one reads stays where it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

use egui::{Context, RawInput, Rect, pos2, vec2};
use proptest::prelude::*;

use super::pane::{Column, PaneFrame, PaneView};
use super::*;
use crate::model::{PartyId, Source, Statement, StatementDetails};
use crate::text::CleanText;

/// Paragraphs of very different length in two scripts, one of them cut into many blocks.
fn text() -> String {
    let mut text = String::new();
    for index in 0..120 {
        let words = if index % 2 == 0 {
            "The two sides agreed on more. "
        } else {
            "Стороны условились о большем. "
        };
        text.push_str(&words.repeat(1 + index * index % 23));
        text.push('\n');
        if index == 60 {
            text.push_str(&"Слово, word and ещё одно слово; ".repeat(500));
            text.push('\n');
        }
    }
    text
}

fn statement() -> Statement {
    let details =
        StatementDetails { party: PartyId::random(), language: "en".to_owned(), source: Source::default() };
    Statement::new(details, CleanText::new(&text()))
}

/// Runs `use_it` within a frame of a context that has the program's fonts.
fn in_frame<R>(ctx: &Context, use_it: impl FnOnce(&Ui) -> R) -> R {
    let mut use_it = Some(use_it);
    let mut result = None;
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1200.0, 800.0))),
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| {
        if let Some(use_it) = use_it.take() {
            result = Some(use_it(ui));
        }
    });
    // There is no screen that would take them.
    output.textures_delta.clear();
    result.expect("the frame was drawn")
}

fn context() -> Context {
    let ctx = Context::default();
    ctx.set_fonts(crate::ui::fonts::definitions());
    in_frame(&ctx, |_| ());
    ctx
}

fn column(statement: &Statement, width: f32, size: f32) -> Column<'_> {
    let setting = Setting {
        font: theme::serif(size),
        line: (size * 1.6).round(),
        width,
        colour: Theme::of(false, false).text,
    };
    let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(width + 40.0, 500.0));
    Column { statement, view, left: 20.0, setting }
}

/// What must hold in every frame.
fn holds(view: &PaneView, frame: &PaneFrame<'_>, statement: &Statement) {
    let text = statement.text().as_str();
    assert!(!frame.laid.is_empty(), "something is shown");
    for pair in frame.laid.windows(2) {
        assert!(pair[1].at.y >= pair[0].bottom() - 0.01, "blocks do not lie over each other");
        assert_eq!(pair[1].index, pair[0].index + 1);
    }
    let max = view.max_offset(500.0);
    assert!((-0.01..=max + 0.01).contains(&view.offset()), "{} of {max}", view.offset());
    // A place in the middle of each word is hit where it is painted.
    for laid in &frame.laid {
        for (byte, _) in laid.text.char_indices().step_by(37) {
            let offset = ByteOffset::new(laid.range.start().get() + byte);
            let caret = laid.caret(offset);
            let hit = laid.hit(caret.center() + vec2(0.1, 0.0));
            let same_row = (laid.caret(hit).top() - caret.top()).abs() < 0.01;
            assert!(hit == offset || same_row && text[..hit.get()].ends_with(' '), "{hit:?} for {offset:?}");
        }
    }
    // The tree's sums are those of a plain walk.
    let mut places = view.places();
    for laid in &frame.laid {
        let (from, to) = places.of(laid.range);
        assert!((from - view.place(laid.range.start())).abs() < 1e-6);
        assert!(to > from);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Scroll(f64),
    ScrollTo(f64),
    Resize(f32),
    Zoom(f32),
    Bring(f64),
    Measure,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (-900.0..900.0_f64).prop_map(Step::Scroll),
        (0.0..1.0_f64).prop_map(Step::ScrollTo),
        (150.0..700.0_f32).prop_map(Step::Resize),
        (10.0..30.0_f32).prop_map(Step::Zoom),
        (0.0..1.0_f64).prop_map(Step::Bring),
        Just(Step::Measure),
    ];
    proptest::collection::vec(step, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_that_is_done_to_a_pane_breaks_it(steps in steps()) {
        let (ctx, statement) = (context(), statement());
        let mut view = PaneView::default();
        let (mut width, mut size) = (400.0, 16.0);
        for step in steps {
            let length = statement.text().len() as f64;
            in_frame(&ctx, |ui| {
                let before = view.top_line();
                let mut stays = false;
                match step {
                    Step::Resize(to) => (width, stays) = (to.floor(), true),
                    Step::Zoom(to) => (size, stays) = (to.round(), true),
                    _ => {}
                }
                let column = column(&statement, width, size);
                let line_height = column.setting.line;
                view.prepare(ui, &column);
                match step {
                    Step::Scroll(by) => view.scroll_by(by, 500.0),
                    Step::ScrollTo(share) => view.scroll_to(share * view.max_offset(500.0), 500.0),
                    Step::Bring(share) => {
                        let at = statement.text().floor_char_boundary((share * length) as usize);
                        view.bring(ui, &column, ByteRange::empty_at(ByteOffset::new(at)));
                    }
                    _ => {}
                }
                let frame = view.lay_out(ui, column.clone());
                holds(&view, &frame, &statement);
                if let Step::Bring(share) = step {
                    let at = ByteOffset::new(statement.text().floor_char_boundary((share * length) as usize));
                    let caret = frame.caret(at).expect("what was asked for is laid out");
                    prop_assert!(column.view.expand(1.0).contains(caret.center()), "{caret:?}");
                }
                if let (true, Some((line, top))) = (stays, before) {
                    let (now, y) = view.top_line().expect("a line at the top");
                    let near_end = view.offset() > view.max_offset(500.0) - 60.0;
                    // The line holds the byte that was at the top; at the end there is nowhere to go.
                    let caret = frame.caret(line).expect("the line is still there");
                    // Of a line that was cut at the top, something can still be seen.
                    let top = top.max(1.0 - f64::from(line_height));
                    prop_assert!(
                        near_end || (f64::from(caret.top()) - top).abs() < 1.01,
                        "{line:?} was at {top}, is at {}; now {now:?} at {y}", caret.top()
                    );
                }
                let (line, top) = view.top_line().expect("a line at the top");
                view.measure_some(ui, &column);
                let again = view.lay_out(ui, column);
                let caret = again.caret(line).expect("the line is still there");
                prop_assert!((f64::from(caret.top()) - top).abs() < 0.51, "measuring moved the text");
                Ok(())
            })?;
        }
    }
}

#[test]
fn at_the_end_the_line_stays_in_view_when_the_text_shrinks() {
    let (ctx, statement) = (context(), statement());
    for share in [0.9, 0.95, 0.98, 0.981_034, 0.99, 1.0] {
        let mut view = PaneView::default();
        for size in [16.0, 27.0, 13.0, 30.0, 10.0] {
            in_frame(&ctx, |ui| {
                let before = view.top_line().filter(|_| size < 16.0);
                let column = column(&statement, 400.0, size);
                view.prepare(ui, &column);
                if size > 16.0 {
                    view.scroll_to(share * view.max_offset(500.0), 500.0);
                }
                let frame = view.lay_out(ui, column);
                if let Some((line, _)) = before {
                    assert!(frame.caret(line).is_some(), "{line:?} is gone at {share}, {size}");
                }
            });
        }
    }
}

#[test]
fn only_what_comes_into_view_is_laid_out() {
    let (ctx, statement) = (context(), statement());
    let mut view = PaneView::default();
    for _ in 0..40 {
        in_frame(&ctx, |ui| {
            let column = column(&statement, 400.0, 16.0);
            view.prepare(ui, &column);
            view.scroll_by(40.0, 500.0);
            let frame = view.lay_out(ui, column);
            // 500 points of lines of 26: never more than the view and a block over its edge.
            let bytes: usize = frame.laid.iter().map(|laid| laid.range.len()).sum();
            assert!(frame.laid.len() < 24 && bytes < 12_000, "{} blocks, {bytes} bytes", frame.laid.len());
        });
    }
}

#[test]
fn heights_become_exact_and_then_nothing_is_asked_for() {
    let (ctx, statement) = (context(), statement());
    let mut view = PaneView::default();
    let mut frames = 0;
    loop {
        in_frame(&ctx, |ui| {
            let column = column(&statement, 400.0, 16.0);
            view.prepare(ui, &column);
            let frame = view.lay_out(ui, column);
            view.measure_some(ui, &frame.column);
        });
        frames += 1;
        if view.unmeasured() == 0 {
            break;
        }
        assert!(frames < 500, "the rest is never measured");
    }
    // The guesses come near what is right.
    let exact = view.content(500.0);
    let mut fresh = PaneView::default();
    in_frame(&ctx, |ui| fresh.prepare(ui, &column(&statement, 400.0, 16.0)));
    let guessed = fresh.content(500.0);
    assert!((guessed / exact - 1.0).abs() < 0.15, "guessed {guessed}, is {exact}");
}

#[test]
fn the_caret_goes_line_by_line_also_out_of_sight() {
    let (ctx, statement) = (context(), statement());
    let mut view = PaneView::default();
    in_frame(&ctx, |ui| {
        let column = column(&statement, 400.0, 16.0);
        view.prepare(ui, &column);
        let line = f64::from(column.setting.line);
        let mut at = ByteOffset::ZERO;
        let mut visited = vec![at];
        for _ in 0..300 {
            let next = view.vertically(ui, &column, at, column.left, line);
            assert!(next > at, "down from {at:?} leads on, not to {next:?}");
            at = next;
            visited.push(at);
        }
        for before in visited.iter().rev().skip(1) {
            at = view.vertically(ui, &column, at, column.left, -line);
            assert_eq!(at, *before, "up goes back the way down came");
        }
        let end = view.edge_of_line(ui, &column, ByteOffset::ZERO, true);
        assert!(end > ByteOffset::ZERO && view.edge_of_line(ui, &column, end, false) == ByteOffset::ZERO);
    });
}
