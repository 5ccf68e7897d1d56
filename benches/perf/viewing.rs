//! Frames of the Matrix and the Timeline over the whole dossier: the first one, and scrolling.
//!
//! Must not know: how the views work out what they show.

use egui::{Event, Modifiers, MouseWheelUnit, TouchPhase, pos2, vec2};
use visavis::app::{Command, MatrixChoice, View};

use crate::Subject;
use crate::figures::Figures;
use crate::frames::Rig;
use crate::sampling::Samples;

/// Frames in a sample of scrolling.
const FRAMES: usize = 300;
/// Frames before they count: fonts and texts that are seen for the first time.
const WARM: usize = 20;

/// `matrix_first_ms`, `matrix_scroll_p99_ms`, `timeline_scroll_p99_ms`: the frame in which all rows
/// are found and first shown; frames while the wheel turns by 40 points each.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let mut rig = Rig::new(subject);
    rig.rest();
    let all = MatrixChoice { all_meetings: true, ..MatrixChoice::default() };
    let first = Samples::take(0.5, 9, || {
        // The rows of one meeting in between, so that all of them are found anew.
        rig.send(Command::SetView(View::Matrix));
        rig.send(Command::SetMatrix(Box::default()));
        rig.frame();
        rig.send(Command::SetMatrix(Box::new(all.clone())));
        rig.frame()
    });
    let raised = rig.open().overview.all().coverage.raised;
    assert_eq!(rig.open().views.matrix.rows.len(), raised, "a row for everything that was raised");
    figures.note("matrix_first_ms", &subject.name, first.p50_ms());
    figures.note("matrix_scroll_p99_ms", &subject.name, scrolling(&mut rig).p99_ms());

    rig.send(Command::SetView(View::Timeline));
    while rig.open().views.timeline.answer.shown.is_none() {
        rig.frame();
        std::thread::yield_now();
    }
    figures.note("timeline_scroll_p99_ms", &subject.name, scrolling(&mut rig).p99_ms());
}

/// Turns the wheel from frame to frame; each frame must look different from the one before.
fn scrolling(rig: &mut Rig) -> Samples {
    let over = Event::PointerMoved(pos2(800.0, 600.0));
    rig.frame_with(vec![over]);
    let mut turned = 0;
    let mut step = || {
        turned += 1;
        // Down, and up again: no list is so long that its end is never reached.
        let points = if turned / 100 % 2 == 0 { -40.0 } else { 40.0 };
        let wheel = Event::MouseWheel {
            source: egui::MouseWheelSource::Unknown,
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        };
        let before = rig.picture();
        let time = rig.frame_with(vec![wheel]);
        assert!(turned < 3 || turned % 100 < 3 || rig.picture() != before, "frame {turned} did not scroll");
        time
    };
    Samples::new((0..WARM + FRAMES).map(|_| step()).skip(WARM))
}
