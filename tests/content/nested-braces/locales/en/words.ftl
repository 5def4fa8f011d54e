entry-signed = Signed {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{ in
