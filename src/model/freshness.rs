//! The age band of a checkpoint.

use chrono::{DateTime, FixedOffset};

/// How old a checkpoint is, told in bands because people act on bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Saved up to 24 hours ago.
    Recent,
    /// Saved more than 24 hours and up to 168 hours ago: whole days, at least 1.
    Aging {
        /// Whole days since the save.
        days: i64,
    },
    /// Saved more than 168 hours ago.
    Stale,
    /// Saved in what the clock says is the future.
    Future,
}

const HOUR: i64 = 60 * 60;

impl Freshness {
    /// The band of a checkpoint saved at `saved_at`, seen at `now`.
    pub fn of(saved_at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Freshness {
        let age = age_seconds(saved_at, now);
        if age < 0 {
            Freshness::Future
        } else if age <= 24 * HOUR {
            Freshness::Recent
        } else if age <= 168 * HOUR {
            Freshness::Aging {
                days: age / (24 * HOUR),
            }
        } else {
            Freshness::Stale
        }
    }

    /// The word for it in JSON.
    pub fn band(self) -> &'static str {
        match self {
            Freshness::Recent => "recent",
            Freshness::Aging { .. } => "aging",
            Freshness::Stale => "stale",
            Freshness::Future => "future",
        }
    }
}

/// Seconds from `saved_at` to `now`; negative when the save lies in the future.
pub(crate) fn age_seconds(saved_at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> i64 {
    now.signed_duration_since(saved_at).num_seconds()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn band_after(age: Duration) -> Freshness {
        let saved = DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap();
        Freshness::of(saved, saved + age)
    }

    #[test]
    fn the_bands_meet_without_a_gap() {
        assert_eq!(band_after(Duration::hours(24)), Freshness::Recent);
        assert_eq!(
            band_after(Duration::hours(24) + Duration::seconds(1)),
            Freshness::Aging { days: 1 }
        );
        assert_eq!(
            band_after(Duration::hours(168)),
            Freshness::Aging { days: 7 }
        );
        assert_eq!(
            band_after(Duration::hours(168) + Duration::seconds(1)),
            Freshness::Stale
        );
        assert_eq!(band_after(Duration::seconds(-1)), Freshness::Future);
    }
}
