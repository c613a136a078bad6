//! What a row of cuts is made in.

use crate::scene::{Format, Hand};
use std::ffi::OsString;

/// The file systems that can be shut down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileSystem {
    Ext4,
    /// ext4 that orders no data before its names.
    Writeback,
    Xfs,
}

impl FileSystem {
    pub(super) const ALL: [FileSystem; 3] =
        [FileSystem::Ext4, FileSystem::Writeback, FileSystem::Xfs];

    fn name(self) -> &'static str {
        match self {
            FileSystem::Ext4 => "ext4",
            FileSystem::Writeback => "ext4 writeback",
            FileSystem::Xfs => "xfs",
        }
    }

    /// Who makes one.
    pub(super) fn maker(self) -> &'static str {
        match self {
            FileSystem::Ext4 | FileSystem::Writeback => "mkfs.ext4",
            FileSystem::Xfs => "mkfs.xfs",
        }
    }

    /// What mount is told. The journal's own timer (five seconds) writes as a
    /// neighbour does: where there is to be none, it must not be one.
    pub(super) fn options(self) -> &'static str {
        match self {
            FileSystem::Writeback => "loop,data=writeback,commit=300",
            FileSystem::Ext4 => "loop,commit=300",
            FileSystem::Xfs => "loop",
        }
    }
}

/// Who is at work when the power goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    /// Savers.
    Savers,
    /// One saver, and nobody who syncs beside it. git 2.47 writes the last
    /// bytes of a table after it has synced it and before we can: whoever
    /// syncs anything in that instant puts a table on the disk that cannot be
    /// read.
    Alone,
    /// Savers of what the user added to git's index just before.
    Adds,
    /// Savers that leave durability to a git that does not care: the control.
    Careless,
}

impl Variant {
    fn name(self) -> &'static str {
        match self {
            Variant::Savers => "savers",
            Variant::Alone => "one saver alone",
            Variant::Adds => "after git add",
            Variant::Careless => "careless",
        }
    }
}

/// All of it.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) file_system: FileSystem,
    pub(super) format: Format,
    pub(super) hand: Hand,
    pub(super) variant: Variant,
    /// How many cuts.
    pub(super) cuts: usize,
}

const FORMATS: [Format; 3] = [Format::Files, Format::Reftable, Format::Sha256];

impl Setting {
    /// The row's name.
    pub(super) fn name(&self) -> String {
        format!(
            "power: {}, {}, {}, {}",
            self.file_system.name(),
            self.variant.name(),
            self.format.name(),
            self.hand.name()
        )
    }

    /// As arguments of a program.
    pub(super) fn words(&self) -> [String; 5] {
        [
            self.file_system.name().to_owned(),
            self.variant.name().to_owned(),
            self.format.name().to_owned(),
            self.hand.name().to_owned(),
            self.cuts.to_string(),
        ]
    }

    /// Back from them.
    pub(super) fn read(words: &[OsString]) -> Option<Setting> {
        let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
        let [file_system, variant, format, hand, cuts] = words[..] else {
            return None;
        };
        let variants = [
            Variant::Savers,
            Variant::Alone,
            Variant::Adds,
            Variant::Careless,
        ];
        Some(Setting {
            file_system: FileSystem::ALL
                .into_iter()
                .find(|one| one.name() == file_system)?,
            variant: variants.into_iter().find(|one| one.name() == variant)?,
            format: FORMATS.into_iter().find(|one| one.name() == format)?,
            hand: [Hand::Own, Hand::Git]
                .into_iter()
                .find(|one| one.name() == hand)?,
            cuts: cuts.parse().ok()?,
        })
    }
}
