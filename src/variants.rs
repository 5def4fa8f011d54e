//! An enum together with the list of its variants, so that no list can miss one.

/// Declares an enum with `ALL`: all its variants, in their order.
macro_rules! variants {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All variants, in their order.
            $visibility const ALL: [Self; Self::COUNT] = [$(Self::$variant),+];

            $visibility const COUNT: usize = [$(stringify!($variant)),+].len();
        }
    };
}

pub(crate) use variants;
