"""Forms of our own to walk: between them every type of question, and every way to lay them out."""

EVERY_TYPE = """
| survey |
| | type | name | label | hint | required | constraint | parameters | appearance |
| | note | hello | Hello | | | | | |
| | text | who | Who? | A nickname | yes | | | |
| | text | code | Code | | | regex(., '^[A-Z][0-9]{2}$') | | |
| | integer | age | Age | | yes | . >= 0 and . <= 120 | | |
| | integer | few | Few | | | . >= 1 and . <= 4 | | |
| | decimal | weight | Weight | | | . > 0 | | |
| | range | pain | Pain | | | | start=0 end=10 step=1 | |
| | range | dose | Dose | | | | start=0 end=2 step=0.25 | |
| | date | born | Born | | | . <= today() | | |
| | time | at | At | | | | | |
| | dateTime | seen | Seen | | | | | |
| | select_one few | one | One | | yes | | | |
| | select_one many | two | Two | | yes | | | |
| | select_one many | three | Three | | | | | autocomplete |
| | select_one codes | four | Four | | | | | |
| | select_multiple few | some | Some | | | count-selected(.) <= 2 | | |
| | select_multiple many | more | More | | yes | | | |
| | rank few | order | Order | | | | | |
| | geopoint | where | Where | | yes | | | |
| | image | picture | Picture | | yes | | | |
| | audio | voice | Voice | | | | | |
| | video | film | Film | | | | | |
| | file | paper | Paper | | | | | |
| | acknowledge | read | Read this | | yes | | | |
| choices |
| | list_name | name | label |
| | few | a | Apple |
| | few | b | Banana |
| | few | c | None of these, and a label that is longer than any button can be |
| | codes | 1 | Yes |
| | codes | 0 | No |
| | codes | 9 | Not known |
%MANY%
| settings |
| | form_id | form_title | version |
| | every_type | Every type | 1 |
""".replace("%MANY%", "\n".join(f"| | many | m{n} | Village {n} |" for n in range(70)))

REPEATS = """
| survey |
| | type | name | label | relevant | repeat_count | calculation | choice_filter |
| | text | village | Village | | | | |
| | begin_repeat | member | Member | | | | |
| | text | name | Name | | | | |
| | integer | age | Age of ${name} | | | | |
| | begin_repeat | illness | Illness | ${age} > 5 | | | |
| | text | called | Called | | | | |
| | end_repeat | | | | | | |
| | end_repeat | | | | | | |
| | integer | pigs | How many pigs? | | | | |
| | begin_repeat | pig | Pig | | ${pigs} | | |
| | text | sty | Sty | | | | |
| | end_repeat | | | | | | |
| | calculate | people | | | | count(${member}) | |
| | note | told | There are ${people} of them. | | | | |
| | select_one region | region | Region | | | | |
| | select_one town | town | Town | ${region} != '' | | | region = ${region} |
| choices |
| | list_name | name | label | region |
| | region | n | North | |
| | region | s | South | |
| | town | cm | Chiang Mai | n |
| | town | hy | Hat Yai | s |
| | town | sk | Songkhla | s |
| settings |
| | form_id | form_title | version |
| | with_repeats | With repeats | 1 |
"""

UNGUESSED = """
| survey |
| | type | name | label | required | constraint |
| | text | a | A | | |
| | integer | b | B | yes | . = 123457 + 3 * string-length(${a}) |
| settings |
| | form_id | form_title | version |
| | unguessed | Unguessed | 1 |
"""
