"""Practise: questions, blanks and planted mistakes, made out of the numbers of an experiment.

Start with `rounds`, which makes a round of ten tasks. Each sort of task has a module:

- `predictions`: a question about numbers that are not yet known; a kind of question a function
- `blanks`: a number to fill in
- `planted`: an iteration with a mistake in it

`sheets` is for paper: its iterations are made to be worked out by hand, and stay the same for ever.

`scene` looks numbers up and says what is clear enough to be asked, `levels` which phases a level
asks about, and `chance` decides by a seed.

Nothing here is a sentence: `app.words.practice` says what is asked, and why an answer is right.
"""
