//! What `visavis --help` prints.
//!
//! Must not know: how a call is carried out.

/// The help, for people.
pub(super) fn text() -> String {
    "\
Vis-à-vis: compare what two governments said about the same meeting.

  visavis [FILE]            open the window: with this dossier, or the last one
  visavis new …             make a dossier
  visavis check FILE…       see whether dossiers are sound
  visavis show FILE         parties, meetings, counts, and the status of what was raised

visavis new --party NAME --party NAME [--date YYYY-MM-DD] [--title TITLE]
            [--statement PARTY=FILE]… [--overwrite] -o OUT
    A statement's FILE is plain text or Markdown in UTF-8. OUT is not overwritten
    unless --overwrite is given; then what was there is kept as OUT.backup.

visavis check [--json] FILE…
    A line for each problem with its place. Exit code 0: all are sound; 1: there are
    problems; 2: a file can't be read at all.

visavis show [--json] FILE

Window: --renderer wgpu|glow chooses how it is drawn; --measure-start prints how long
the first frame took, and closes.

Nothing is sent anywhere: the program does not use the network."
        .to_owned()
}
