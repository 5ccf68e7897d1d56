//! Moments and days as words of the file.
//!
//! Nearly all moments are whole seconds of the years 0 to 9999; those are read and written here,
//! digit by digit, and all others by the library. Must not know: what happened then.

use std::fmt;

use super::out::Out;
use super::quick::Cursor;
use super::words::{Spelled, Word};
use crate::model::{Day, Moment};

/// How a moment of whole seconds looks, with a zero for every digit.
const SHAPE: &[u8; 20] = b"0000-00-00T00:00:00Z";

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Word for Moment {
    const EXPECTED: &'static str = "a moment in UTC, such as 2025-02-20T09:30:00Z";

    fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn quick(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut whole = cursor.clone();
        let moment = whole.quoted(SHAPE.len()).and_then(|text| whole_seconds(text.as_bytes()));
        if moment.is_some() {
            *cursor = whole;
            return moment;
        }
        Self::read(&cursor.text()?)
    }

    fn put(&self, out: &mut Out) {
        match digits(*self) {
            Some(digits) => {
                out.raw(b"\"");
                out.raw(&digits);
                out.raw(b"\"");
            }
            None => out.displayed(&Spelled(self)),
        }
    }
}

impl Word for Day {
    const EXPECTED: &'static str = "a day, such as 2025-02-20";

    fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The moment that these bytes say in the usual way; `None` where they say it otherwise or not at
/// all.
fn whole_seconds(text: &[u8]) -> Option<Moment> {
    let fits = |(byte, shape): (&u8, &u8)| if *shape == b'0' { byte.is_ascii_digit() } else { byte == shape };
    if text.len() != SHAPE.len() || !text.iter().zip(SHAPE).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to).unwrap_or_default();
        digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    // A leap second is left to the library.
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days(year, month, day);
    // Of a day that does not exist, another one comes back.
    if date(days) != (year, month, day) {
        return None;
    }
    Moment::from_second(days * DAY + hour * 3_600 + minute * 60 + second).ok()
}

/// How the moment is written, where that takes the usual form.
fn digits(moment: Moment) -> Option<[u8; 20]> {
    let seconds = moment.as_second();
    let (year, month, day) = date(seconds.div_euclid(DAY));
    if moment.subsec_nanosecond() != 0 || !(0..=9_999).contains(&year) {
        return None;
    }
    let rest = seconds.rem_euclid(DAY);
    let mut text = *SHAPE;
    let numbers = [
        (year / 100, 0..2),
        (year % 100, 2..4),
        (month, 5..7),
        (day, 8..10),
        (rest / 3_600, 11..13),
        (rest / 60 % 60, 14..16),
        (rest % 60, 17..19),
    ];
    for (number, place) in numbers {
        let [tens, ones] = [number / 10, number % 10].map(|digit| u8::try_from(digit).unwrap_or(0));
        text.get_mut(place)?.copy_from_slice(&[b'0' + tens, b'0' + ones]);
    }
    Some(text)
}

/// The days from the first of January 1970 to a day of the Gregorian calendar. Years are counted
/// from March, so that the day that may be missing is the last one.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let years = if month > 2 { year } else { year - 1 };
    let (cycle, year) = (years.div_euclid(400), years.rem_euclid(400));
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    cycle * 146_097 + year * 365 + year / 4 - year / 100 + of_year - 719_468
}

/// Year, month and day so many days after the first of January 1970.
const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let years = year + cycle * 400;
    (if month > 2 { years } else { years + 1 }, month, of_year - (153 * march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_moments_that_exist_are_read() {
        for text in [
            "2025-02-29T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-00-10T00:00:00Z",
            "2025-01-00T00:00:00Z",
            "2025-04-31T00:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-01-01T00:60:00Z",
            "2025-01-01T00:00:61Z",
            "2025-01-01 00:00:00Z",
            "2025-01-01T00:00:00z",
            "20x5-01-01T00:00:00Z",
            "2025-01-01T00:00:0Z",
        ] {
            assert_eq!(whole_seconds(text.as_bytes()), None, "{text}");
        }
        for text in
            ["2024-02-29T23:59:59Z", "0000-02-29T00:00:00Z", "9999-12-30T21:59:59Z", "1969-12-31T23:59:59Z"]
        {
            assert_eq!(whole_seconds(text.as_bytes()), text.parse().ok(), "{text}");
            assert_eq!(
                text.parse().ok().and_then(digits).as_ref().map(<[u8; 20]>::as_slice),
                Some(text.as_bytes())
            );
        }
    }

    proptest! {
        #[test]
        fn days_are_those_of_the_calendar(number in -800_000_i64..2_932_890) {
            let (year, month, day) = date(number);
            prop_assert_eq!(days(year, month, day), number);
            let moment = Moment::from_second(number * DAY + 12_345).unwrap();
            match digits(moment) {
                Some(digits) => {
                    let text = std::str::from_utf8(&digits).unwrap().to_owned();
                    prop_assert_eq!(moment.to_string(), text);
                    prop_assert_eq!(whole_seconds(&digits), Some(moment));
                }
                None => prop_assert!(year < 0),
            }
        }
    }
}
