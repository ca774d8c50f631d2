//! Sign-in: users, passwords, sessions and tokens.
//!
//! **Invariant:** secrets are stored as hashes only, and whoever asks wrongly learns nothing about
//! who exists. It is the door to its own tables as `records` is to records, so it may use `store`.
//!
//! Read `user` (who there is), `password`, `sign_in` (to a session), `guess` (why guessing is
//! slow), `factor` and `step` (the second), `keys` (passkeys), `link` (letters that open it),
//! `vouched` (who comes by the word of others) with `keeper`, `vault`, `prove`, `proofs`,
//! `session`, `mask`, `token`, `own` (what people change about themselves), `access_key`, `trail`
//! (who came or tried to), `setup`.

mod access_key;
mod browser;
mod factor;
mod guess;
mod house;
mod keeper;
mod keys;
mod link;
mod machine;
mod mask;
pub mod own;
mod password;
pub mod picture;
mod proofs;
mod prove;
mod scopes;
mod session;
mod setup;
mod sign_in;
mod step;
mod token;
pub mod trail;
mod user;
mod vouched;

pub use access_key::{
    AccessKeyLine, Challenge, KeyBearer, KeyRefusal, access_key, challenge, end_access_key,
    end_key_session, enter_by_key, make_access_key, resolve_key_session,
};
pub use factor::{
    FactorOffer, FactorState, Lack, factor_state, offer_again, offer_factor, remove_factor,
    renew_codes, switch_factor_off, switch_factor_on,
};
pub use house::{
    Member, MemberChange, STRENGTHS, Why, add_rule, change_member, groups, hand_over_to,
    limit_alike, member, members, profiles, remove_group, remove_member, remove_profile,
    remove_role, remove_rule, roles, save_group, save_profile, save_role, set_default, why,
};
pub use keeper::{password_keeper, set_password_keeper};
pub use keys::{
    PasskeyLine, Passkeys, add_passkey, ask_for_step, ask_to_add, ask_to_enter, ask_to_prove,
    confirm_by_passkey, enter_by_passkey, is_proved, passkeys, prove_by_passkey, prove_by_password,
    remove_passkey, remove_passkeys_of, rename_passkey,
};
pub use link::{
    LINK_JOB, LinkKind, NewLink, ask_for_reset, invite, make_link, open_link, use_link,
};
pub use machine::{add_machine, is_machine};
pub use password::generate as generate_password;
pub use proofs::{ProofLine, demand_of_all, demanded_of_all, end_sessions_of, proofs};
pub use scopes::{Reach, TokenScopes};
pub use session::{
    SessionLine, SignedIn, change_as, end_other_sessions, end_session, end_viewing,
    resolve_session, sessions, sign_out, view_as,
};
pub use setup::{begin as begin_setup, finish as finish_setup, is_pending as is_setup_pending};
pub use sign_in::{Door, Entered, Known, Verdict, sign_in, sign_in_by};
pub use step::{Ways, confirm, ways_on};
pub use store::queries::{
    group::StoredGroup, profile::StoredProfile, role::StoredRole, user::Details,
};
pub use token::{Bearer, NewToken, TokenLine, create_token, remove_token, resolve_token, tokens};
pub use trail::SignIn;
pub use user::{
    NewUser, Preferences, Profile, add_user, change_password, cx_of, disable_user, enable_user,
    find_user, has_password, has_users, profile, set_password, users,
};
pub use vault::Vault;
pub use vouched::{Brings, Linking, Refusal, Vouched, adopt, enter, vanish};
