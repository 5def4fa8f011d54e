//! When what a file says is known to have been true, as exactly as its source tells.

use std::fmt;

use jiff::civil::Date;

/// A day, a month or a year that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    last_day: Date,
    precision: Precision,
}

/// How much the source tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// `2022-04-01`
    Day,
    /// `"2022-04"`
    Month,
    /// `2022`
    Year,
}

impl AsOf {
    /// What begins on the day `first`, as seen on the day `today`.
    pub fn new(first: Date, precision: Precision, today: Date) -> Self {
        let last = match precision {
            Precision::Day => first,
            Precision::Month => first.last_of_month(),
            Precision::Year => first.last_of_year(),
        };
        Self { last_day: last.min(today).max(first), precision }
    }

    /// Its last day that has passed.
    pub const fn last_day(self) -> Date {
        self.last_day
    }

    /// How much the source tells.
    pub const fn precision(self) -> Precision {
        self.precision
    }
}

/// As a file writes it, without quotation marks.
impl fmt::Display for AsOf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match self.precision {
            Precision::Day => "%Y-%m-%d",
            Precision::Month => "%Y-%m",
            Precision::Year => "%Y",
        };
        formatter.pad(&self.last_day.strftime(format).to_string())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_day_is_one_that_has_passed() {
        let today = date(2026, 11, 24);
        for (first, precision, last, written) in [
            (date(2022, 4, 1), Precision::Day, date(2022, 4, 1), "2022-04-01"),
            (date(2024, 2, 1), Precision::Month, date(2024, 2, 29), "2024-02"),
            (date(2026, 11, 1), Precision::Month, today, "2026-11"),
            (date(2022, 1, 1), Precision::Year, date(2022, 12, 31), "2022"),
            (date(2026, 1, 1), Precision::Year, today, "2026"),
        ] {
            let as_of = AsOf::new(first, precision, today);
            assert_eq!((as_of.last_day(), as_of.to_string().as_str()), (last, written));
        }
    }
}
