//! How the page looks, on screen and on paper.
//!
//! Must not know: what stands on it.

use super::{colours, statuses};
use crate::export::ink;

/// The style sheet. The marking stands at top and foot of every printed page, where the browser
/// knows margin boxes; others print it at the beginning and at the end, or lay it over each page.
pub(super) fn sheet(marking: &str) -> String {
    let mut sheet = SHEET
        .replace("@text", &ink::TEXT.hex())
        .replace("@quiet", &ink::QUIET.hex())
        .replace("@line", &ink::LINE.hex())
        .replace("@ground", &ink::GROUND.hex());
    for (colour, name) in colours() {
        let (strong, tint) = (ink::of(colour).hex(), ink::tint(colour).hex());
        sheet.push_str(&format!(
            ".p-{name}{{color:{strong}}}.k-{name}{{background:{tint};border-bottom-color:{strong}}}\
             .o-{name}{{box-shadow:0 3px 0 {tint},0 4px 0 {strong}}}\n"
        ));
    }
    for (status, name) in statuses() {
        sheet.push_str(&format!(".{name}{{color:{}}}\n", ink::status(status).hex()));
    }
    let marking = as_string(marking);
    sheet.push_str(&format!(
        "@page{{@top-center{{content:{marking};font:700 9pt sans-serif}}\
         @bottom-center{{content:{marking};font:700 9pt sans-serif}}\
         @bottom-right{{content:counter(page) \"\\2009/\\2009\" counter(pages);font:8pt sans-serif;color:{}}}}}\n",
        ink::QUIET.hex()
    ));
    sheet
}

/// Words as a string of CSS: whatever is no plain letter or digit is written by its number.
fn as_string(words: &str) -> String {
    let mut out = String::from("\"");
    for c in crate::export::shown::on_one_line(words).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:06X}", u32::from(c)));
        }
    }
    out.push('"');
    out
}

const SHEET: &str = r#"html{-webkit-text-size-adjust:100%}
body{background:@ground;color:@text;font:15px/1.5 "Noto Sans","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif;margin:0 auto;max-width:50rem;padding:2.2rem 1.4rem 3rem;overflow-wrap:anywhere}
h1{font-size:1.55rem;line-height:1.25;margin:.2em 0 .25em;font-weight:700}
.sub{color:@quiet;margin:0 0 1.6rem}
h2{font-size:1.08rem;line-height:1.3;margin:1.9rem 0 .5rem;padding-top:.55rem;border-top:1px solid @line;font-weight:700}
h3{font-size:.95rem;margin:1.3rem 0 .35rem;font-weight:700}
p,ul{margin:.45rem 0}
ul{padding-left:1.25rem}
li{margin:.22rem 0}
li::marker{color:@quiet}
.q,.own,.para p{font-family:"Noto Serif","Source Serif 4",Charter,Georgia,"Times New Roman",serif}
.own{font-size:1.06rem;line-height:1.55}
em{font-style:italic}
.none{color:@quiet}
.note{color:@quiet;font-size:.88rem;border-left:3px solid @line;padding-left:.6rem;margin:.35rem 0}
.cites{font-size:.82em;color:@quiet}
a{color:inherit;text-decoration:underline;text-decoration-color:@line;text-underline-offset:.18em}
a:hover,a:focus{text-decoration-color:currentColor}
:target{outline:2px solid currentColor;outline-offset:2px}
.st{font-weight:600}
.party{font-weight:600}
table{border-collapse:collapse;table-layout:fixed;width:100%;margin:.6rem 0;font-size:.92rem}
th{color:@quiet;font-size:.8rem;font-weight:600;text-align:left;padding:.3rem .7rem .3rem 0;border-bottom:1.5px solid @line;vertical-align:bottom}
td{padding:.45rem .7rem .5rem 0;border-bottom:1px solid @line;vertical-align:top}
td:last-child,th:last-child{padding-right:0}
td p{margin:0 0 .25rem}
td p:last-child{margin-bottom:0}
.marking{font-weight:700;text-align:center;letter-spacing:.04em}
header.marking{margin-bottom:1.6rem}
footer.marking{margin-top:2.4rem}
.source{color:@quiet;font-size:.88rem;margin:.1rem 0 .6rem}
.para{display:grid;grid-template-columns:4.4em 1fr;gap:0 .4rem;margin:.4rem 0}
.para p{margin:0;line-height:1.75}
.no{color:@quiet;font-size:.82rem;line-height:1.9rem;white-space:nowrap}
.label{font:600 .72rem/1 "Noto Sans","Segoe UI",system-ui,sans-serif;border:1px solid currentColor;border-radius:.6em;padding:.08em .45em;white-space:nowrap}
.label a{text-decoration:none}
.back{margin-left:.25em}
.end{font:600 .62rem/1 "Noto Sans","Segoe UI",system-ui,sans-serif}
[class^="k-"]{border-bottom:1.5px solid;-webkit-box-decoration-break:clone;box-decoration-break:clone}
@media print{
html{font-size:9.5pt}
@page{margin:20mm 18mm 18mm}
body{font-size:1rem;line-height:1.42;max-width:none;padding:0}
h1{font-size:16pt}h2{font-size:11.5pt;margin-top:13pt}h3{font-size:10pt}
h1,h2,h3,.sub,.source,thead{break-after:avoid}
tr,li,.note,.st,.label{break-inside:avoid}
p,.para{orphans:3;widows:3}
a{text-decoration:none}
.back,.marking{display:none}
.annex{break-before:page}
[class^="k-"],.label{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
@supports (-moz-appearance:none){@media print{
.marking{display:block;position:fixed;left:0;right:0;margin:0}header.marking{top:0}footer.marking{bottom:0}
main{padding:8mm 0;box-decoration-break:clone}
}}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marking_stays_a_string() {
        assert_eq!(
            as_string("Für \"X\"; }</style>"),
            "\"F\\0000FCr\\000020\\000022X\\000022\\00003B\\000020\\00007D\\00003C\\00002Fstyle\\00003E\""
        );
        let sheet = sheet("}</style><script>");
        assert!(!sheet.contains("</style") && !sheet.contains('@') || !sheet.contains("@text"));
    }
}
