entry-email = Email
home-networks = networks
site-date = { $day } { $month }
