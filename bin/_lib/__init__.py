"""The tool chain behind bin/: standard library only, since it runs before anything is installed."""

import sys

# Old syntax on purpose: an old interpreter must get as far as the message.
if sys.version_info < (3, 11):  # noqa: UP036 – an older Python runs this line, to be told so
    found = "%d.%d" % sys.version_info[:2]  # noqa: UP031 – Python 2 reads this line
    sys.exit("huiketing: Python 3.11 or newer is needed and this is " + found + "; try python3.11 " + sys.argv[0])
