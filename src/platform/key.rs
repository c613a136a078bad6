//! What somebody at a terminal does while a question is open.

/// A key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A letter or another sign, in lower case.
    Sign(char),
    /// Return.
    Return,
    /// Escape, alone.
    Escape,
    /// What ends the input: Ctrl-D.
    End,
    /// What interrupts a program: Ctrl-C, Ctrl-\.
    Interrupt,
    /// What suspends a program: Ctrl-Z.
    #[cfg_attr(windows, expect(dead_code, reason = "nothing is suspended there"))]
    Suspend,
}

/// What happened while a question was open.
pub(crate) enum Heard {
    /// A key.
    Key(Key),
    /// The program was suspended and goes on: what stood there is gone.
    #[cfg_attr(windows, expect(dead_code, reason = "nothing is suspended there"))]
    Back,
    /// The program is to end, by this signal.
    #[cfg_attr(windows, expect(dead_code, reason = "its Ctrl-C is a key"))]
    Signal(i32),
    /// The terminal went away.
    Gone,
}
