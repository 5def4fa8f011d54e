preview-stale = May be out of date
preview-hello = Hello
