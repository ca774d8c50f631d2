//! Passkeys: one's own, and the sign-in with them.

mod enter;
mod judge;
mod own;
mod proof;

pub use enter::{ask_for_step, ask_to_enter, confirm_by_passkey, enter_by_passkey};
pub use own::{
    PasskeyLine, add_passkey, ask_to_add, passkeys, remove_passkey, remove_passkeys_of,
    rename_passkey,
};
pub use passkey::Passkeys;
pub use proof::{ask_to_prove, is_proved, prove_by_passkey, prove_by_password};
