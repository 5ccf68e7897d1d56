//! Small PDF files for tests: words at places on pages, in one of the fonts that every reader has.
//!
//! Must not know: how they are read.

/// A page that is being written.
#[derive(Debug, Default, Clone)]
pub(super) struct Page(String);

impl Page {
    /// Words that begin `x` points from the left and stand `y` points from the top.
    pub(super) fn words(mut self, x: u32, y: u32, size: u32, words: &str) -> Self {
        let escaped = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        self.0.push_str(&format!("BT /F1 {size} Tf 1 0 0 1 {x} {} Tm ({escaped}) Tj ET\n", 800 - y));
        self
    }

    /// Lines one below the other, 14 points apart, in 11 points.
    pub(super) fn lines(self, x: u32, y: u32, lines: &[&str]) -> Self {
        let mut page = self;
        let mut at = y;
        for line in lines {
            page = page.words(x, at, 11, line);
            at += 14;
        }
        page
    }

    /// Drawing as it stands in the file.
    pub(super) fn raw(mut self, drawing: &str) -> Self {
        self.0.push_str(drawing);
        self
    }
}

/// A file of pages, 600 points wide and 800 high.
pub(super) fn file(pages: &[Page]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|index| format!("{} 0 R", 6 + 2 * index)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nA\nendstream".to_owned(),
        "<< /Title (Draft of the report) /CreationDate (D:20310506100000Z) >>".to_owned(),
    ];
    for (index, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I 4 0 R >> >> >>",
            7 + 2 * index
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{}\nendstream", page.0.len(), page.0));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}
