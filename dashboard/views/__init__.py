"""Views: tables of measurements to the numbers of each picture and table, and the sentences about them. Pure."""
