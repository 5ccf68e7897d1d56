//! A page of HTML around what a format puts into it: one file, without script or anything from
//! elsewhere, and forbidden by its own policy to load any; prints on A4 and Letter.
//!
//! Must not know: what stands on the page.

use super::ExportOptions;
use super::ink;
use super::markup::escaped;

/// The file. `style` and `body` are marks that the caller made; the title is words.
pub(super) fn page(options: &ExportOptions, title: &str, style: &str, body: &str) -> Vec<u8> {
    let marking = options.marking.trim();
    let marked = |place: &str| {
        if marking.is_empty() {
            String::new()
        } else {
            format!("<p class=\"marking {place}\"><bdi>{}</bdi></p>\n", escaped(marking))
        }
    };
    let (ground, text, quiet) = (ink::GROUND.hex(), ink::TEXT.hex(), ink::QUIET.hex());
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>body{{background:{ground};color:{text};font:16px/1.55 serif;max-width:46em;margin:2em auto;\
         padding:0 1.2em;overflow-wrap:anywhere}}h1,h2,.quiet,.marking,th{{font-family:sans-serif}}\
         h1{{font-size:1.5em}}h2{{font-size:1.1em;break-after:avoid}}.quiet{{color:{quiet};font-size:.85em}}\
         .marking{{text-align:center;font-weight:bold}}p{{orphans:2;widows:2}}\
         @media print{{body{{max-width:none;margin:0;padding:0;font-size:11pt}}}}@page{{margin:2cm}}\
         {style}</style>\n</head>\n<body>\n{top}{body}{foot}</body>\n</html>\n",
        language = options.language.code(),
        title = escaped(title),
        top = marked("top"),
        foot = marked("foot"),
    );
    page.into_bytes()
}

/// The attribute that says in which language words are; none where that is not known.
pub(super) fn language(code: &str) -> String {
    let plain =
        !code.is_empty() && code.len() <= 35 && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plain { format!(" lang=\"{code}\"") } else { String::new() }
}
