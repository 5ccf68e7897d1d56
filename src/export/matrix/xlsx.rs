//! Tables as a workbook that Excel and LibreOffice open.
//!
//! Strings are written as strings, which no spreadsheet runs. Nobody's name and no address
//! stand in the file's properties.
//! Must not know: what stands in the tables.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::super::ink::{self, Ink};
use super::super::shown::on_one_line;
use super::super::table::{Cell, Table};
use crate::model::Day;

/// The most rows that a sheet has, its head not counted.
const MOST_ROWS: usize = 1_048_575;

/// The workbook: a sheet for each table, and at last one that tells what it is.
pub(super) fn write(
    title: &str,
    exported: Day,
    tables: &[Table],
    about: &[(&'static str, Cell)],
) -> Result<Vec<u8>, String> {
    let mut book = Workbook::new();
    // Without this it would bear the time of day, and two exports of the same would differ.
    if let Some(day) = day(exported) {
        let title: String = on_one_line(title).chars().take(255).collect();
        book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    }
    let styles = Styles::new();
    for table in tables {
        sheet(book.add_worksheet(), table, &styles)?;
    }
    about_sheet(book.add_worksheet(), about, &styles).map_err(|error| error.to_string())?;
    book.save_to_buffer().map_err(|error| error.to_string())
}

/// How cells look.
struct Styles {
    head: Format,
    text: Format,
    day: Format,
    number: Format,
}

impl Styles {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: top().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
            text: top().set_text_wrap(),
            day: top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: top().set_num_format("0").set_align(FormatAlign::Center),
        }
    }
}

fn colour(ink: Ink) -> Color {
    let [red, green, blue] = ink.rgb.map(u32::from);
    Color::RGB(red << 16 | green << 8 | blue)
}

/// A day as spreadsheets count them, where they can: from 1900 on.
fn day(day: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

fn sheet(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<(), String> {
    let rows: Vec<Vec<Cell>> = table.rows_for_spreadsheets().collect();
    if rows.len() > MOST_ROWS {
        return Err(format!(
            "{} rows are more than a sheet holds: choose fewer meetings, or take CSV",
            rows.len()
        ));
    }
    fill(sheet, table, &rows, styles).map_err(|error| error.to_string())
}

fn fill(sheet: &mut Worksheet, table: &Table, rows: &[Vec<Cell>], styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    for (column, at) in table.columns.iter().zip(0_u16..) {
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, column.name, &styles.head)?;
    }
    for (row, at) in rows.iter().zip(1_u32..) {
        for (cell, column) in row.iter().zip(0_u16..) {
            put(sheet, (at, column), cell, styles)?;
        }
        sheet.set_row_height(at, height(row, table))?;
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, u32::try_from(rows.len()).unwrap_or(u32::MAX), last)?;
    sheet.set_freeze_panes(1, 0)?;
    // On paper: across, as wide as a page, with the head on each.
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Height of a row in points, so that all its lines are seen: by how many letters a line of each
/// column has. LibreOffice does not work it out where the file looks like Excel's.
fn height(row: &[Cell], table: &Table) -> f64 {
    /// Points that a line takes.
    const LINE: f64 = 15.0;
    /// The most that a row may have.
    const MOST: f64 = 409.0;
    let lines = |(cell, width): (&Cell, f64)| match cell {
        Cell::Text(words, _) => {
            // Far more than this do not fit in any row.
            let head = words.get(..words.floor_char_boundary(8_000)).unwrap_or(words);
            let lines =
                head.split('\n').map(|line| (line.chars().count() as f64 * 1.05 / width).ceil().max(1.0));
            lines.sum::<f64>()
        }
        _ => 1.0,
    };
    let widths = table.columns.iter().map(|column| column.width);
    let most = row.iter().zip(widths).map(lines).fold(1.0, f64::max);
    (most * LINE).min(MOST)
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(words, None) => {
            sheet.write_string_with_format(row, column, words, &styles.text)?;
        }
        Cell::Text(words, Some(ink)) => {
            let format = styles.text.clone().set_bold().set_font_color(colour(*ink));
            sheet.write_string_with_format(row, column, words, &format)?;
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number, &styles.number)?;
        }
        Cell::Day(date) => match day(*date) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, &styles.day)?;
            }
            None => {
                sheet.write_string_with_format(row, column, date.to_string(), &styles.text)?;
            }
        },
    }
    Ok(())
}

fn about_sheet(
    sheet: &mut Worksheet,
    about: &[(&'static str, Cell)],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 80)?;
    let name = Format::new().set_align(FormatAlign::Top).set_bold().set_font_color(colour(ink::QUIET));
    for ((what, cell), row) in about.iter().zip(0_u32..) {
        sheet.write_string_with_format(row, 0, *what, &name)?;
        put(sheet, (row, 1), cell, styles)?;
    }
    Ok(())
}
