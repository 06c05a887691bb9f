"""What screens, reports and the command line share: languages, and later templates. It knows no domain."""
