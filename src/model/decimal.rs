//! JSON numbers compared by all their digits, where `f64` would round.

use serde_json::Number;

/// A number as 0.DIGITS × 10^`scale`, without zeros at either end.
pub(crate) struct Decimal {
    negative: bool,
    digits: String,
    scale: i64,
}

impl Decimal {
    pub(crate) fn of(number: &Number) -> Decimal {
        let text = number.to_string();
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text.as_str()),
        };
        let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let point = length(whole) - length(&all) + length(digits);
        Decimal {
            negative,
            digits: digits.trim_end_matches('0').to_owned(),
            scale: power(exponent).saturating_add(point),
        }
    }

    /// Whether it is 0 to 100.
    pub(crate) fn is_percent(&self) -> bool {
        let small = self.scale <= 2 || self.scale == 3 && self.digits == "1";
        self.digits.is_empty() || !self.negative && small
    }

    /// Whether it is 100.
    pub(crate) fn is_hundred(&self) -> bool {
        !self.negative && self.scale == 3 && self.digits == "1"
    }

    /// The whole number that it is, if `u32` has it.
    pub(crate) fn whole(&self) -> Option<u32> {
        let scale = usize::try_from(self.scale).unwrap_or(0);
        let fits = !self.negative && scale <= 10 && self.digits.len() <= scale;
        match (self.digits.is_empty(), fits) {
            (true, _) => Some(0),
            (false, true) => format!("{:0<scale$}", self.digits).parse().ok(),
            (false, false) => None,
        }
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// An exponent; one beyond all measure stays beyond it.
fn power(text: &str) -> i64 {
    let most = i64::MAX / 2;
    let beyond = if text.starts_with('-') { -most } else { most };
    text.parse()
        .map_or(beyond, |power: i64| power.clamp(-most, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::of(&Number::from_string_unchecked(text.to_owned()))
    }

    #[test]
    fn a_percentage_is_judged_by_all_its_digits() {
        for text in [
            "0",
            "-0",
            "0e9",
            "-0.0E-7",
            "1e1",
            "0.1e2",
            "1E+2",
            "100.0",
            "10000e-2",
            "1e-400",
            "99.99999999999999999999",
            "1e-99999999999999999999",
        ] {
            assert!(decimal(text).is_percent(), "{text}");
        }
        for text in [
            "-1e-400",
            "-1",
            "100.00000000000000000001",
            "1e3",
            "1e400",
            "101",
            "1e99999999999999999999",
        ] {
            assert!(!decimal(text).is_percent(), "{text}");
        }
        assert!(decimal("1e2").is_hundred() && decimal("100.00").is_hundred());
        assert!(!decimal("99.99999999999999999999").is_hundred());
    }

    #[test]
    fn a_whole_number_is_one_however_it_is_spelled() {
        for (text, whole) in [
            ("34", Some(34)),
            ("3.40e1", Some(34)),
            ("0", Some(0)),
            ("120e-1", Some(12)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", None),
            ("3.5", None),
            ("-3", None),
            ("1e99", None),
            ("3.00000000000000000001", None),
        ] {
            assert_eq!(decimal(text).whole(), whole, "{text}");
        }
    }
}
