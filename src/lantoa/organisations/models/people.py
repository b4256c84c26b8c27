"""People and the posts they held."""

import uuid

from django.db import models

from lantoa.organisations.models.units import Unit, ordered


class Person(models.Model):
    """A person, by one full name. No opinion, religion or file of theirs is ever kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    sort_key = models.BinaryField(db_index=True)


class Post(models.Model):
    """That a person held a title in a unit, between two days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [ordered("a_post_ends_after_it_begins")]
