//! Small widgets used all over the window: chips, key caps, section titles, rows, buttons.
//!
//! Each describes itself to screen readers. Must not know: dossiers or commands.

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, FontId, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::theme::{self, Shades, Theme, size};

/// A title of a section, in small capitals.
pub(super) fn section(ui: &mut Ui, title: &str) {
    let theme = Theme::now(ui.ctx());
    let text = RichText::new(title.to_uppercase()).font(theme::bold(size::SECTION)).color(theme.quiet);
    let response = ui.add(egui::Label::new(text.extra_letter_spacing(0.6)));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    ui.add_space(2.0);
}

/// Quiet small text that wraps.
pub(super) fn quiet(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::now(ui.ctx());
    ui.label(RichText::new(text).size(size::SMALL).color(theme.quiet))
}

/// A key cap, such as `Ctrl K`.
pub(super) fn key_cap(ui: &mut Ui, key: &str) {
    let theme = Theme::now(ui.ctx());
    let galley = ui.painter().layout_no_wrap(key.to_owned(), theme::plain(size::SMALL), theme.quiet);
    let wanted = vec2(galley.size().x.max(9.0) + 9.0, 18.0);
    let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
    paint_key_cap(ui, rect, key);
}

/// Paints a key cap into `rect`.
pub(super) fn paint_key_cap(ui: &Ui, rect: Rect, key: &str) {
    let theme = Theme::now(ui.ctx());
    ui.painter().rect(
        rect,
        CornerRadius::same(4),
        theme.side,
        Stroke::new(1.0, theme.outline),
        StrokeKind::Inside,
    );
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, key, theme::plain(size::SMALL), theme.quiet);
}

/// How wide a key cap is, in points.
pub(super) fn key_cap_width(ui: &Ui, key: &str) -> f32 {
    text_width(ui, key, theme::plain(size::SMALL)).max(9.0) + 9.0
}

/// How wide one line of text is, in points.
pub(super) fn text_width(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// A pill with tinted ground, such as a tag's name. Answers to clicks.
pub(super) fn pill(ui: &mut Ui, text: &str, shades: Shades) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::bold(12.0), shades.strong);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(18.0, 6.0), Sense::click());
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(11), shades.tint);
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.0, shades.strong);
        painter.rect_stroke(rect, CornerRadius::same(11), stroke, StrokeKind::Inside);
    }
    painter.galley(rect.center() - galley.size() / 2.0, galley, shades.strong);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    response
}

/// A button that matters most where it stands.
pub(super) fn primary(ui: &mut Ui, text: &str, enabled: bool) -> Response {
    let theme = Theme::now(ui.ctx());
    let label = RichText::new(text).font(theme::bold(size::TEXT)).color(theme.on_accent);
    let button = egui::Button::new(label).fill(theme.accent).stroke(Stroke::NONE);
    let response = ui.add_enabled(enabled, button);
    focus_ring(ui, &response);
    response
}

/// An ordinary button.
pub(super) fn button(ui: &mut Ui, text: &str) -> Response {
    let response = ui.button(RichText::new(text).font(theme::bold(12.5)));
    focus_ring(ui, &response);
    response
}

/// Text that acts like a button, in the accent colour.
pub(super) fn link_button(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::now(ui.ctx());
    let label = RichText::new(text).color(theme.accent);
    let response = ui.add(egui::Button::new(label).frame(false));
    focus_ring(ui, &response);
    response
}

/// An outline around what has the keyboard focus.
pub(super) fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let theme = Theme::now(ui.ctx());
        ui.painter().rect_stroke(
            response.rect.expand(2.0),
            CornerRadius::same(size::ROUND + 2),
            Stroke::new(2.0, theme.accent),
            StrokeKind::Outside,
        );
    }
}

/// A row of a list that can be clicked: its ground, hover and focus. Returns the response;
/// the caller paints into its `rect`. Its name is only asked for where somebody listens.
pub(super) fn row<N: ToString>(ui: &mut Ui, height: f32, chosen: bool, name: impl Fn() -> N) -> Response {
    let theme = Theme::now(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let ground = match (chosen, response.hovered()) {
        (true, _) => Some(theme.chosen),
        (false, true) => Some(theme.hovered),
        _ => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(size::ROUND), ground);
    }
    focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name()));
    response
}

/// One line of text at `left`, cut with an ellipsis at `width` points. Returns its width.
pub(super) fn paint_line(
    ui: &Ui,
    left: egui::Pos2,
    text: &str,
    font: FontId,
    colour: Color32,
    width: f32,
) -> f32 {
    let galley = clipped(ui, text, font, colour, width);
    let size = galley.size();
    ui.painter().galley(pos2(left.x, left.y - size.y / 2.0), galley, colour);
    size.x
}

/// One line laid out, cut with an ellipsis at `width` points.
pub(super) fn clipped(
    ui: &Ui,
    text: &str,
    font: FontId,
    colour: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::single_section(
        text.replace('\n', " "),
        egui::TextFormat { font_id: font, color: colour, ..Default::default() },
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A card: a frame with rounded outline.
pub(super) fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::now(ui.ctx());
    egui::Frame::new()
        .fill(theme.card)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(egui::Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// A thin bar of shares with rounded ends; `parts` are widths in any unit with their colours.
pub(super) fn share_bar(ui: &Ui, rect: Rect, parts: &[(f32, Color32)]) {
    let theme = Theme::now(ui.ctx());
    let total: f32 = parts.iter().map(|(share, _)| share).sum();
    let round = CornerRadius::same((rect.height() / 2.0) as u8);
    if total <= 0.0 {
        ui.painter().rect_filled(rect, round, theme.empty);
        return;
    }
    let shown: Vec<&(f32, Color32)> = parts.iter().filter(|(share, _)| *share > 0.0).collect();
    let last = shown.len().saturating_sub(1);
    let mut left = rect.left();
    for (index, (share, colour)) in shown.into_iter().enumerate() {
        let right = if index == last { rect.right() } else { left + rect.width() * share / total };
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
        let radius = CornerRadius {
            nw: if index == 0 { round.nw } else { 0 },
            sw: if index == 0 { round.sw } else { 0 },
            ne: if index == last { round.ne } else { 0 },
            se: if index == last { round.se } else { 0 },
        };
        ui.painter().rect_filled(part, radius, *colour);
        left = right;
    }
}

/// A small round mark: filled, half filled or a ring, so that it tells without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Filled.
    Full,
    /// Left half filled.
    Half,
    /// A ring with a stroke through it.
    Struck,
    /// A ring.
    Ring,
    /// A ring of dots.
    Dotted,
    /// A small dot.
    Dot,
    /// A square.
    Square,
    /// A square that stands on a corner.
    Diamond,
}

/// Paints a mark of `radius` points.
pub(super) fn paint_mark(
    painter: &egui::Painter,
    centre: egui::Pos2,
    radius: f32,
    mark: Mark,
    colour: Color32,
) {
    let stroke = Stroke::new((radius * 0.4).max(1.2), colour);
    match mark {
        Mark::Full => {
            painter.circle_filled(centre, radius, colour);
        }
        Mark::Ring => {
            painter.circle_stroke(centre, radius - stroke.width / 2.0, stroke);
        }
        Mark::Struck => {
            painter.circle_stroke(centre, radius - stroke.width / 2.0, stroke);
            let reach = vec2(radius, -radius) * 0.75;
            painter.line_segment([centre - reach, centre + reach], stroke);
        }
        Mark::Half => {
            painter.circle_stroke(centre, radius - 0.6, Stroke::new(1.2, colour));
            let half: Vec<egui::Pos2> = (0..=12)
                .map(|step| {
                    let angle = std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * step as f32 / 12.0;
                    centre + Vec2::angled(angle) * (radius - 0.4)
                })
                .collect();
            painter.add(egui::Shape::convex_polygon(half, colour, Stroke::NONE));
        }
        Mark::Dot => {
            painter.circle_filled(centre, radius * 0.45, colour);
        }
        Mark::Square => {
            let square = Rect::from_center_size(centre, Vec2::splat(radius * 1.7));
            painter.rect_filled(square, CornerRadius::same(2), colour);
        }
        Mark::Diamond => {
            let ends = [vec2(0.0, -1.15), vec2(1.15, 0.0), vec2(0.0, 1.15), vec2(-1.15, 0.0)];
            let ends = ends.map(|end| centre + end * radius);
            painter.add(egui::Shape::convex_polygon(ends.to_vec(), colour, Stroke::NONE));
        }
        Mark::Dotted => {
            for step in 0..6 {
                let angle = std::f32::consts::TAU * step as f32 / 6.0;
                let dot = centre + Vec2::angled(angle) * (radius - 1.0);
                painter.circle_filled(dot, (radius * 0.28).max(1.0), colour);
            }
        }
    }
}
