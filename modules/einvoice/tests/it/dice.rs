//! Chance that can be repeated.

/// A sequence of random numbers, always the same for a seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero to below a limit.
    pub fn below(&mut self, limit: i64) -> i64 {
        let limit = u64::try_from(limit.max(1)).expect("at least one");
        i64::try_from(self.next() % limit).expect("below an i64")
    }

    /// Places behind the point, up to four.
    pub fn places(&mut self) -> u32 {
        u32::try_from(self.below(5)).expect("a small number")
    }

    /// Yes, once in so many times.
    pub fn one_in(&mut self, times: i64) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        let n = i64::try_from(all.len()).expect("a short list");
        all[usize::try_from(self.below(n)).expect("an index")].clone()
    }

    /// Something, or nothing as often.
    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        self.maybe_in(2, make)
    }

    /// Something, once in so many times.
    pub fn maybe_in<T>(&mut self, times: i64, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        self.one_in(times).then(|| make(self))
    }

    /// A word, of those that have gone wrong somewhere.
    pub fn word(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "Köln",
            "Müller & Co.",
            "<b>fett</b>",
            "O'Neil \"x\"",
            "Łódź",
            "日本語",
            "50 % Rabatt",
            "]]>",
            "a  b",
            "#Raute",
            "😀 Kiste",
            "Schlüssel=Wert;",
        ];
        self.pick(&WORDS).to_owned()
    }
}
