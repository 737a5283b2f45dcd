r"""ODK XForms at run time: expressions, forms and their instances.

Where ODK's two engines differ, or leave something open, this is what holds here:

- `sum()` leaves out blanks; of nothing it is 0 (JavaRosa).
- A choice that its filter does not offer any more is taken away at once, while its question is
  relevant, and what depends on it follows (JavaRosa takes it away when the question is shown).
- What is not relevant any more filters no choices (web-forms; JavaRosa goes on offering what it
  did, until another answer decides).
- `regex()` matches the whole text; \d, \w and \s are ASCII (JavaRosa).
- A counted repeat starts with as many instances as its count says, none while the count is blank
  (web-forms; JavaRosa begins with one). When the count falls they all stay (JavaRosa; web-forms
  takes them away).
- Inside of a repeat an absolute path means the own instance wherever its names are the same;
  `../../member/age` and a step with a predicate mean all instances (JavaRosa).
- Where an expression reads all instances, all that reads them is computed anew (web-forms;
  JavaRosa leaves the other instances as they were).
- Several nodes read as one value are the first of them (web-forms; JavaRosa stops).
- A node that is not there, or not relevant, is blank, and equals '' (JavaRosa).
- A node that is not relevant is neither counted nor joined (JavaRosa; web-forms takes it as blank).
- Whatever is calculated is calculated anew when what it reads changes, also over a person's answer
  (JavaRosa; web-forms keeps the answer while the calculation yields the same).
- A group read as a string is blank (JavaRosa).
- `date(decimal-date-time(x) + 30)` is the thirtieth day after x in every zone (web-forms; JavaRosa
  gives the day before, east of Greenwich).
- `max()` of negative numbers is the greatest of them (web-forms; JavaRosa says 0).
- `area()` is that of flat triangles at the first place (JavaRosa; web-forms measures on a sphere).
- A blank among places makes `distance()` blank (JavaRosa takes it for 0° 0°; web-forms stops).
- A string that is no date makes `date()` blank (JavaRosa stops).
- Values keep their kind when a draft is laid aside: `true()` stays true, not "1".
- A draft that is taken up is not calculated anew, so that pausing changes nothing.
- `jr:choice-name()` speaks the default language in calculations, the person's in labels.
- Where a translation is missing ("-"), the default language speaks.
"""
