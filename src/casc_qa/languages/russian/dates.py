"""Words around Russian dates, as alternatives of regular expressions, in any case."""

from __future__ import annotations

BEFORE_MONTH = (
    r"в|во|с|со|к|по|до|за|на|и|от|начал[аеоу]|середин[аеыу]|кон(?:ец|ца|це|цу)|прошл\w+|этом|между"
)
"""What stands before a month without a day or a year."""
BEFORE_YEAR = (
    r"в|во|с|со|к|по|до|за|на|и|от|начал[аеоу]|середин[аеыу]|кон(?:ец|ца|це|цу)|год[ауе]?|между"
)
"""What stands before a year."""
SURELY_BEFORE_YEAR = r"год|году|года"
"""Of these, what stands before no number of things."""
AFTER_YEAR = r"и|как|был|была|было|были|в|на|с|по|когда|который"
"""What stands behind a year, and behind no number that counts."""
NUMBERED = (
    r"резолюци\w+|номер|стать\w+|страниц\w+|закон\w*|пункт\w*|указ\w*|около|более|свыше|почти"
    r"|порядка"
)
"""What stands before a number that is no year."""
COUNTED = (
    r"человек\w*|людей|женщин\w*|мужчин\w*|дет(?:ей|и|ям)|процент\w*|млн|млрд|тысяч\w*|миллион\w*"
    r"|долларов|рублей|сомов|километр\w*|метр\w*|тонн\w*|килограмм\w*|час\w*|дн(?:ей|я)|лет|случа\w*"
    r"|участни\w*|сотрудни\w*"
)
"""What stands behind a number of things."""
YEAR = r"г\.?\s?г\.?|г\.|год(?:а|у|ом|е|ы|ов|ам|ах|ами)?\b|г\b"
"""What stands behind a year."""
OTHER_YEAR = (
    r"(?:прошлого|следующего|будущего|минувшего|предыдущего|того же|каждого) года|каждый год"
    r"|ежегодно"
)
"""What stands behind a date without a year that lies in another year, or in each."""
THIS_YEAR = r"(?:этого|текущего|нынешнего) года|в этом году"
"""What stands behind a date without a year that lies in the year of the text."""
OTHER_BEFORE = r"прошл\w+|следующ\w+|кажд\w+|будущ\w+"
"""What stands before such a date."""
BETWEEN = r"между|с|со"
"""What stands before two years with a word between."""
