"""A small made log of each format, in which Dana and Yusuf call and Noa answers."""

from pathlib import Path
from tempfile import TemporaryDirectory

from moked.importers.mapping import RowMapping, load_mapping

JSONL = (
    '{"specversion":"1.0","id":"1","source":"desk","type":"contact.started",'
    '"time":"2026-01-04T09:00:00+02:00",'
    '"data":{"contact":"c1","channel":"phone","direction":"in","customer":"דנה"}}\n'
    '{"specversion":"1.0","id":"2","source":"desk","type":"queue.joined",'
    '"time":"2026-01-04T07:00:05Z","data":{"contact":"c1","queue":"שירות","place":3}}\n'
    '{"specversion":"1.0","id":"3","source":"desk","type":"contact.ended",'
    '"time":"2026-01-04T07:04:05Z","data":{"contact":"c1","by":"customer","mood":"low"}}\n'
)

QUEUE_LOG = """\
1767510000|NONE|NONE|NONE|QUEUESTART|
1767510005|NONE|service|SIP/noa|ADDMEMBER|
1767510010|1767510010.7|service|NONE|ENTERQUEUE||050-123-4567|1
1767510020|1767510010.7|service|SIP/noa|RINGNOANSWER|10000
1767510042|1767510010.7|service|SIP/noa|CONNECT|32|1767510030.8|12
1767510240|1767510010.7|service|SIP/noa|COMPLETECALLER|32|198|1
1767510250.250000|1767510250.9|service|NONE|ENTERQUEUE||anonymous|2
1767510300.750000|1767510250.9|service|NONE|ABANDON|1|2|50
"""

BANK = """\
vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver
BB0101\t701\t0\t0\tPS\t990301\t9:00:00\t9:00:10\t10\t0:00:00\t0:00:00\t0\tAGENT\t9:00:09\t9:01:09\t60\tNOA
BB0101\t702\t555\t2\tNE\t990301\t9:05:00\t9:05:08\t8\t9:05:08\t9:05:58\t50\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER
"""

BPIC = """\
SR Number,Change Date+Time,Status,Sub Status,Activity,Activity Level,Involved ST Function Div,Involved Org line 3,Involved ST,Involved ST 2,ST Level,SR Latest Impact,Product,Country,Owner Country,Owner First Name,Resource
1-7,2011-05-01T09:00:00+01:00,Accepted,In Progress,x,x,A2_1,Org line B,V1,V1,L1,Medium,PROD7,se,Sweden,Noa,se-Noa
1-7,2011-05-01T09:30:00+01:00,Accepted,Wait - User,x,x,A2_1,Org line B,V1,V1,L1,Medium,PROD7,se,Sweden,Noa,se-Noa
1-7,2011-05-02T09:00:00+01:00,Completed,Resolved,x,x,A2_1,Org line C,V2 2nd,V2,L2,Medium,PROD7,se,Sweden,Lev,se-Lev
"""

_STEP = """\
  <event>
    <string key="org:group" value="{team}"/>
    <string key="organization country" value="se"/>
    <string key="org:resource" value="{owner}"/>
    <string key="organization involved" value="{line}"/>
    <string key="concept:name" value="{status}"/>
    <string key="impact" value="Medium"/>
    <string key="product" value="PROD7"/>
    <string key="lifecycle:transition" value="{sub}"/>
    <date key="time:timestamp" value="{at}"/>
  </event>
"""

BPIC_XES = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<log xes.version="1.0">\n'
    '<global scope="event"><string key="concept:name" value="__INVALID__"/></global>\n'
    '<trace>\n  <string key="concept:name" value="1-7"/>\n'
    + "".join(
        _STEP.format(at=at, status=status, sub=sub, line=line, team=team, owner=owner)
        for at, status, sub, line, team, owner in (
            ("2011-05-01T09:00:00+01:00", "Accepted", "In Progress", "Org line B", "V1", "Noa"),
            ("2011-05-01T09:30:00+01:00", "Accepted", "Wait - User", "Org line B", "V1", "Noa"),
            ("2011-05-02T09:00:00+01:00", "Completed", "Resolved", "Org line C", "V2 2nd", "Lev"),
        )
    )
    + "</trace>\n</log>\n"
)

XES = """\
<?xml version="1.0" encoding="UTF-8" ?>
<log xes.version="1849-2016">
  <trace>
    <string key="concept:name" value="C-1"/>
    <string key="customer" value="דנה"/>
    <event>
      <string key="concept:name" value="opened"/>
      <date key="time:timestamp" value="2026-01-04T09:00:00.000+02:00"/>
    </event>
    <event>
      <string key="concept:name" value="assigned"/>
      <string key="org:group" value="billing"><string key="nested" value="unread"/></string>
      <date key="time:timestamp" value="2026-01-04T09:10:00.000+02:00"/>
    </event>
  </trace>
</log>
"""

XES_MAPPING = """\
source = "old-desk"

[[event]]
type = "case.opened"
at = "time:timestamp"
only = { "concept:name" = "opened" }
[event.fields]
case = "trace:concept:name"
customer = "trace:customer"
channel = { constant = "email" }

[[event]]
type = "case.assigned"
at = "time:timestamp"
only = { "concept:name" = ["assigned", "reassigned"] }
[event.fields]
case = "trace:concept:name"
team = "org:group"
"""

CSV = """\
מספר;ערוץ;לקוח;התחלה;סיום
1;טלפון;דנה;04/01/2026 09:00;04/01/2026 09:04
2;מייל;יוסוף;04/01/2026 10:30;
"""

CSV_MAPPING = """\
source = "switchboard"
zone = "Asia/Jerusalem"
moments = ["%d/%m/%Y %H:%M"]

[[event]]
type = "contact.started"
at = "התחלה"
[event.fields]
contact = "מספר"
channel = { column = "ערוץ", values = { "טלפון" = "phone", "מייל" = "email" } }
direction = { constant = "in" }
customer = "לקוח"

[[event]]
type = "contact.ended"
at = "סיום"
[event.fields]
contact = "מספר"
by = { constant = "customer" }
"""


def mapping(text: str) -> RowMapping:
    """A mapping file's text, loaded."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return load_mapping(path)


SAMPLES: dict[str, tuple[str, str, str | None]] = {
    "jsonl": ("jsonl", JSONL, None),
    "queue-log": ("queue-log", QUEUE_LOG, None),
    "anonymous-bank": ("anonymous-bank", BANK, None),
    "bpic-2013 as csv": ("bpic-2013", BPIC, None),
    "bpic-2013 as xes": ("bpic-2013", BPIC_XES, None),
    "xes": ("xes", XES, XES_MAPPING),
    "csv": ("csv", CSV, CSV_MAPPING),
}
"""Each format's sample and its mapping, where it needs one."""
