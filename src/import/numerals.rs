//! Numbers of lists as documents write them: figures, Roman numerals, letters.
//!
//! Must not know: formats or lists.

/// How a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 1, 2, 3
    #[default]
    Decimal,
    /// 01, 02, 03
    DecimalZero,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// a, b, c
    LowerLetter,
    /// A, B, C
    UpperLetter,
    /// а, б, в
    LowerRussian,
    /// А, Б, В
    UpperRussian,
    /// A dash for every item.
    Bullet,
    /// Nothing.
    None,
}

impl Numeral {
    /// Writes a number from 1.
    pub(super) fn write(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).to_uppercase(),
            Self::LowerLetter => letters(number, "abcdefghijklmnopqrstuvwxyz"),
            Self::UpperLetter => letters(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            // Lists leave out Ё, Й, З-like letters only where their authors do; Word leaves out these.
            Self::LowerRussian => letters(number, "абвгдежзиклмнопрстуфхцчшщэюя"),
            Self::UpperRussian => letters(number, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
            Self::Bullet => "–".to_owned(),
            Self::None => String::new(),
        }
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut written) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

/// a to z, then aa, bb: as word processors go on.
fn letters(number: u32, alphabet: &str) -> String {
    let count = u32::try_from(alphabet.chars().count()).unwrap_or(1);
    let Some(index) = number.checked_sub(1).filter(|index| *index < 10 * count) else {
        return number.to_string();
    };
    let letter = usize::try_from(index % count).ok().and_then(|at| alphabet.chars().nth(at));
    letter.map_or_else(String::new, |letter| (0..=index / count).map(|_| letter).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_do() {
        assert_eq!(Numeral::UpperRoman.write(1994), "MCMXCIV");
        assert_eq!(Numeral::LowerLetter.write(28), "bb");
        assert_eq!(Numeral::LowerRussian.write(3), "в");
        assert_eq!(Numeral::LowerLetter.write(0), "0");
        assert_eq!(Numeral::UpperRoman.write(u32::MAX), u32::MAX.to_string());
        assert_eq!(Numeral::DecimalZero.write(7), "07");
    }
}
